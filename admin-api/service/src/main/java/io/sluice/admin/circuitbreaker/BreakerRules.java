package io.sluice.admin.circuitbreaker;

import io.sluice.diagnosis.CutText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules that blacklist a workflow, and that evaluate a trial run on probation. Pure. */
final class BreakerRules {

  /**
   * The condition on which the breaker trips.
   *
   * @param threshold distinct stuck executions of a workflow within the window
   */
  record BreakerPolicy(int threshold, Duration window) {}

  private static final int MAX_CALL = 200;

  private BreakerRules() {}

  /** The effect of a trial run on its probation. */
  sealed interface TrialEffect {
    /** The probation continues. */
    record Left(int successes) implements TrialEffect {}

    /** The workflow may run again. */
    record Released() implements TrialEffect {}

    /** The workflow is blacklisted again. */
    record Failed(String reason) implements TrialEffect {}
  }

  /**
   * The time from which stuck executions count.
   *
   * @param countingSince the time of the last reset of the count; absent if there was none
   */
  static Instant countsFrom(BreakerPolicy policy, @Nullable Instant countingSince, Instant now) {
    Instant windowFrom = now.minus(policy.window());
    return countingSince != null && countingSince.isAfter(windowFrom) ? countingSince : windowFrom;
  }

  /**
   * The reason to blacklist the workflow; empty if it stays off the list.
   *
   * @param executions distinct ones that got stuck and count
   * @param mostOften the top frame of most of them; absent if none is known
   */
  static Optional<String> onStuck(
      int executions, @Nullable String mostOften, BreakerPolicy policy) {
    return executions < policy.threshold()
        ? Optional.empty()
        : Optional.of(
            executions
                + " x stuck in "
                + policy.window().toMinutes()
                + " min"
                + (mostOften == null ? "" : ", most often " + call(mostOften)));
  }

  /**
   * The effect of the end of a trial run.
   *
   * @param left successes that were wanted before it
   * @param ignoredItsCancel it was killed for that; else it succeeded
   * @param topFrame the frame in which it was stuck; absent if unknown
   */
  static TrialEffect onTrial(int left, boolean ignoredItsCancel, @Nullable String topFrame) {
    if (ignoredItsCancel) {
      return new TrialEffect.Failed(
          "stuck on probation" + (topFrame == null ? "" : " in " + call(topFrame)));
    }
    return left > 1 ? new TrialEffect.Left(left - 1) : new TrialEffect.Released();
  }

  /** {@code Import.parse} of {@code com.acme.Import.parse(Import.java:88)}. */
  static String call(String frame) {
    int bracket = frame.indexOf('(');
    String call = bracket < 0 ? frame : frame.substring(0, bracket);
    int type = call.lastIndexOf('.', call.lastIndexOf('.') - 1);
    String words = call.substring(type + 1).replaceAll("\\p{Cntrl}", "?");
    return words.length() <= MAX_CALL ? words : CutText.of(words, MAX_CALL - 1);
  }
}
