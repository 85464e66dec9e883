package io.sluice.admin.recorder;

import io.sluice.queue.OutcomeEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an attempt ended. The worker says it by its own clock, so the time is kept between the start
 * that the same worker told and the time of the recording.
 */
final class EndTime {

  private EndTime() {}

  static Instant of(@Nullable OutcomeEvent outcome, Instant recordedAt) {
    if (outcome == null || outcome.finishedAt() == null) {
      return recordedAt;
    }
    Instant told = outcome.finishedAt();
    Instant started = outcome.startedAt();
    Instant ended = started != null && told.isBefore(started) ? started : told;
    return ended.isAfter(recordedAt) ? recordedAt : ended;
  }
}
