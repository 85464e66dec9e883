package io.sluice.admin.results;

import io.sluice.queue.OutcomeEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Computes the end time of an attempt. The worker reports it by its own clock, so the time is kept
 * between the start that the same worker reported and the time of the recording.
 */
final class EndTime {

  private EndTime() {}

  static Instant of(@Nullable OutcomeEvent outcome, Instant recordedAt) {
    if (outcome == null || outcome.finishedAt() == null) {
      return recordedAt;
    }
    Instant reported = outcome.finishedAt();
    Instant started = outcome.startedAt();
    Instant ended = started != null && reported.isBefore(started) ? started : reported;
    return ended.isAfter(recordedAt) ? recordedAt : ended;
  }
}
