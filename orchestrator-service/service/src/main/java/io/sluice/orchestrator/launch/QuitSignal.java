package io.sluice.orchestrator.launch;

import java.io.IOException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Asks a JVM for a dump of its threads, which works with attach disabled. */
final class QuitSignal {

  /** A dump ends with the heap, and that with the class space or the metaspace. */
  private static final Pattern END =
      Pattern.compile("(?s)\\nHeap\\n.*\\n +(?:class space|Metaspace) [^\\n]*\\n\\n");

  private QuitSignal() {}

  static Predicate<String> endOfDump() {
    return text -> END.matcher(text).find();
  }

  /** A signal that cannot be sent gives no dump, and nothing else is lost. */
  static void send(long pid) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException _) {
      // The dossier says that there is no dump.
    }
  }
}
