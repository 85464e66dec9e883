package io.sluice.diagnostics.live;

import io.sluice.api.WorkerView;
import java.time.Duration;
import java.time.Instant;

/**
 * An execution that has left its process, shown there for a moment with its outcome.
 *
 * @param status SUCCESS, FAILED, TIMEOUT, CANCELLED or BLOCKED; ENDED while the outcome is unknown
 */
public record EndedExecution(
    String workerId, long generation, WorkerView.Running row, String status, Instant at) {

  static final String UNKNOWN = "ENDED";

  /** Time for which the row stays, with its outcome. */
  static final Duration SHOWN = Duration.ofMillis(1_500);

  boolean shownAt(Instant now) {
    return now.isBefore(at.plus(SHOWN));
  }

  EndedExecution with(String end) {
    return new EndedExecution(workerId, generation, row, end, at);
  }
}
