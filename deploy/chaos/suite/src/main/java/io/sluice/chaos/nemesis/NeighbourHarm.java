package io.sluice.chaos.nemesis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One kind of harm to neighbours.
 *
 * @param input JSON of the input
 * @param timeoutSeconds time until it is cancelled
 * @param named text that its own outcome or log must contain
 */
record NeighbourHarm(String workflow, String input, int timeoutSeconds, Pattern named) {
  private static final int USUAL_TIMEOUT = 30;
  private static final int STUCK_TIMEOUT = 1;
  private static final String SHARED_STATE = "this was changed|This execution changed";

  /** All of them, in the order that they are played. */
  static List<NeighbourHarm> all(Path ledger) {
    var all = new ArrayList<NeighbourHarm>();
    for (var state :
        List.of(
            "locale",
            "time-zone",
            "properties",
            "uncaught-handler",
            "security",
            "logging",
            "hook",
            "network",
            "url-handlers")) {
      all.add(jvmState("\"" + state + "\"", SHARED_STATE));
    }
    // The calls are redirected to the streams of the execution itself: nothing is changed.
    all.add(jvmState("\"out\",\"err\"", "SUCCESS"));
    all.add(
        usual("left-tasks", "{\"virtual\":3,\"tasks\":1,\"scheduled\":1}", "Still alive after"));
    all.add(usual("thread-bomb", "{\"inherit\":true}", "TooManyThreads"));
    all.add(
        new NeighbourHarm(
            "hostile-foreign-thread", "null", STUCK_TIMEOUT, Pattern.compile("ExecutionStuck")));
    all.add(usual("hostile-null-argument", "null", "SUCCESS"));
    all.add(usual("hostile-oversized-names", "null", "FAILED"));
    all.add(usual("hostile-last-words", "{\"lines\":1500,\"end\":\"RETURN\"}", "RESULT"));
    for (var kind :
        List.of("CYCLIC", "CYCLIC_IN_RESULT", "ENDLESS", "PRINTS_FOR_EVER", "WITHOUT_MESSAGE")) {
      all.add(usual("hostile-strange-throwable", "{\"kind\":\"" + kind + "\"}", "FAILED|TIMEOUT"));
    }
    all.add(hostile(ledger, "STACK_OVERFLOW", 0, "StackOverflowError"));
    all.add(
        hostile(ledger, "BROKEN_INITIALIZER", 0, "ExceptionInInitializerError|NoClassDefFound"));
    all.add(hostile(ledger, "OUTPUT_FLOOD", 20_000_000, "dropped"));
    all.add(hostile(ledger, "EXIT", 7, "ProcessCrashed"));
    all.add(hostile(ledger, "HALT", 71, "ProcessCrashed"));
    all.add(hostile(ledger, "OOM_HEAP", 0, "OutOfMemory"));
    return all;
  }

  private static NeighbourHarm jvmState(String changes, String named) {
    return usual("jvm-state", "{\"changes\":[" + changes + "],\"seconds\":0}", named);
  }

  private static NeighbourHarm hostile(Path ledger, String kind, int size, String named) {
    return usual(
        "chaos-hostile",
        "{\"ledger\":\"" + ledger + "\",\"kind\":\"" + kind + "\",\"size\":" + size + "}",
        named);
  }

  private static NeighbourHarm usual(String workflow, String input, String named) {
    return new NeighbourHarm(workflow, input, USUAL_TIMEOUT, Pattern.compile(named));
  }

  String inWords() {
    return workflow + " " + input;
  }
}
