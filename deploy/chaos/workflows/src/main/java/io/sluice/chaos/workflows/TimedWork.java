package io.sluice.chaos.workflows;

import io.sluice.workflow.WorkflowContext;
import java.io.IOException;

/** Works for the time given by the input, and stops on a cancel. */
final class TimedWork {
  private static final long BEAT_MS = 250;

  private TimedWork() {}

  /**
   * The input.
   *
   * @param ledger absolute path of the ledger
   * @param ms milliseconds of work
   * @param failTimes number of attempts that throw at their end, from the first on
   * @param marker returned as the result
   * @param deaf hostile: ignores a cancel
   */
  public record Input(String ledger, long ms, int failTimes, String marker, boolean deaf) {}

  static String run(Input input, WorkflowContext context) throws IOException, InterruptedException {
    try (var ledger = Ledger.open(input.ledger(), context)) {
      ledger.start();
      try {
        work(input.ms(), input.deaf(), ledger);
      } catch (InterruptedException told) {
        ledger.end("interrupted");
        throw told;
      }
      if (context.attempt() <= input.failTimes()) {
        ledger.end("threw");
        throw new IllegalStateException("fails " + input.failTimes() + " times");
      }
      ledger.end("normal");
      return input.marker();
    }
  }

  private static void work(long ms, boolean deaf, Ledger ledger)
      throws IOException, InterruptedException {
    long left = ms;
    while (left > 0) {
      long slice = Math.min(left, BEAT_MS);
      try {
        Thread.sleep(slice);
      } catch (InterruptedException told) {
        if (!deaf) {
          throw told;
        }
      }
      left -= slice;
      if (left > 0) {
        ledger.beat();
      }
    }
  }
}
