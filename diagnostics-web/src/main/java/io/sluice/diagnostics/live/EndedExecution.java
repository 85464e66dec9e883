package io.sluice.diagnostics.live;

import io.sluice.api.WorkerView;
import java.time.Duration;
import java.time.Instant;

/**
 * An execution that is not in its process any more, shown there for a moment with its end.
 *
 * @param status SUCCESS, FAILED, TIMEOUT, CANCELLED or BLOCKED; ENDED as long as nobody said
 */
public record EndedExecution(
    String workerId, long generation, WorkerView.Running row, String status, Instant at) {

  static final String UNKNOWN = "ENDED";

  /** How long a row keeps its place with its mark (ui, section 3). */
  static final Duration SHOWN = Duration.ofMillis(1_500);

  boolean shownAt(Instant now) {
    return now.isBefore(at.plus(SHOWN));
  }

  EndedExecution with(String end) {
    return new EndedExecution(workerId, generation, row, end, at);
  }
}
