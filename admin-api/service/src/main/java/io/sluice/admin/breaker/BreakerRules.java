package io.sluice.admin.breaker;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a workflow is blacklisted, and what a probe changes (queue protocol, section 11). Pure. */
final class BreakerRules {

  private static final int MOST_CALL = 200;

  private BreakerRules() {}

  /** What a probe makes of its probation. */
  sealed interface ProbeVerdict {
    /** It goes on. */
    record Left(int successes) implements ProbeVerdict {}

    /** The workflow may run again. */
    record Released() implements ProbeVerdict {}

    /** The workflow is blacklisted again. */
    record Failed(String reason) implements ProbeVerdict {}
  }

  /**
   * Since when stuck executions count.
   *
   * @param countingSince when the count began afresh; absent when it never did
   */
  static Instant countsFrom(BreakerPolicy policy, @Nullable Instant countingSince, Instant now) {
    Instant windowFrom = now.minus(policy.window());
    return countingSince != null && countingSince.isAfter(windowFrom) ? countingSince : windowFrom;
  }

  /**
   * Why the workflow is to be blacklisted; empty when it is not.
   *
   * @param executions distinct ones that got stuck and count
   * @param mostOften the top frame of most of them; absent when none is known
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
   * What the end of a probe decides.
   *
   * @param left successes that were wanted before it
   * @param ignoredItsCancel it was killed for that; else it succeeded
   * @param topFrame where it was stuck; absent when that is not known
   */
  static ProbeVerdict onProbe(int left, boolean ignoredItsCancel, @Nullable String topFrame) {
    if (ignoredItsCancel) {
      return new ProbeVerdict.Failed(
          "stuck on probation" + (topFrame == null ? "" : " in " + call(topFrame)));
    }
    return left > 1 ? new ProbeVerdict.Left(left - 1) : new ProbeVerdict.Released();
  }

  /** {@code Import.parse} of {@code com.acme.Import.parse(Import.java:88)}. */
  static String call(String frame) {
    int place = frame.indexOf('(');
    String call = place < 0 ? frame : frame.substring(0, place);
    int type = call.lastIndexOf('.', call.lastIndexOf('.') - 1);
    String words = call.substring(type + 1).replaceAll("\\p{Cntrl}", "?");
    return words.length() <= MOST_CALL ? words : words.substring(0, MOST_CALL - 1) + "…";
  }
}
