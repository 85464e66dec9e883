package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.slots.Assignment.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Predicts the longest duration of a drain that begins now. Pure. */
public final class DrainForecast {

  private DrainForecast() {}

  /**
   * Returns the time until the last deadline of a healthy execution and its grace period have
   * passed; zero if none runs. Stuck executions do not hold a drain, and one without a deadline is
   * not predicted.
   */
  public static Duration of(List<Assignment> assigned, Duration grace, Instant now) {
    return assigned.stream()
        .filter(each -> each.phase() != Phase.STUCK)
        .map(each -> left(each, grace, now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Duration left(Assignment assignment, Duration grace, Instant now) {
    Long timeoutMs = assignment.execution().body().timeoutMs();
    if (timeoutMs == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, assignment.startedAt().plusMillis(timeoutMs).plus(grace));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
