package io.sluice.orchestrator.process;

import java.io.IOException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Requests a dump of the threads of a JVM, which works with attach disabled. */
final class QuitSignal {

  /** End of a dump: the heap section, which ends with the class space or the metaspace. */
  private static final Pattern END =
      Pattern.compile("(?s)\\nHeap\\n.*\\n +(?:class space|Metaspace) [^\\n]*\\n\\n");

  private QuitSignal() {}

  static Predicate<String> endOfDump() {
    return text -> END.matcher(text).find();
  }

  /** Sends the signal. Without it there is no dump, and no other effect. */
  static void send(long pid) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException _) {
      // The dossier records that there is no dump.
    }
  }
}
