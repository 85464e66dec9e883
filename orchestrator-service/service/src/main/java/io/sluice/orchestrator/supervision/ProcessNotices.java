package io.sluice.orchestrator.supervision;

import io.sluice.diagnosis.CutText;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.RawOutput;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Logs notices of the runtime in a process. A process may be hostile, so its lines are bounded in
 * length and in number, and without control characters. Safe for use by many threads.
 */
final class ProcessNotices {
  private static final Logger LOG = Logger.getLogger(ProcessNotices.class);
  private static final int MAX_LINES = 1_000;
  private static final int MAX_CHARACTERS = 1_000;

  private final Map<Generation, Integer> logged = new ConcurrentHashMap<>();

  /** Logs lines together with generation and pid of their process. */
  void log(Generation generation, long pid, List<String> lines) {
    for (String line : lines) {
      int number = logged.merge(generation, 1, ProcessNotices::count);
      if (number < MAX_LINES) {
        LOG.warnf("Notice of a process: %s generation=%s pid=%d", printable(line), generation, pid);
      } else if (number == MAX_LINES) {
        LOG.warnf(
            "A process sent too many notices; the others are dropped: generation=%s", generation);
      } else {
        return;
      }
    }
  }

  private static int count(int before, int one) {
    return Math.min(before + one, MAX_LINES + 1);
  }

  void gone(Generation generation) {
    logged.remove(generation);
  }

  static String printable(String line) {
    String start = CutText.of(line, MAX_CHARACTERS);
    return RawOutput.printable(start);
  }
}
