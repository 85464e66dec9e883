package io.sluice.admin.execution;

import io.sluice.admin.database.Storable;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of one attempt: columns come from its outcome if there is one, else from its start.
 */
public interface AttemptEvents {

  /** Longest text of a column that holds a name. */
  int MAX_WORD = 300;

  @Nullable StartedEvent started();

  @Nullable OutcomeEvent outcome();

  /** A column that both events have; text is cleaned for PostgreSQL. */
  static Function<AttemptEvents, @Nullable Object> column(
      Function<StartedEvent, @Nullable Object> started,
      Function<OutcomeEvent, @Nullable Object> ended) {
    return events -> {
      OutcomeEvent outcome = events.outcome();
      StartedEvent start = events.started();
      Object value =
          outcome != null ? ended.apply(outcome) : start == null ? null : started.apply(start);
      return value instanceof String text ? Storable.text(text, MAX_WORD) : value;
    };
  }

  /**
   * The number, or null if it is 0: an attempt that starts before its process was chosen has no pid
   * and no generation yet.
   */
  static @Nullable Long known(long number) {
    return number == 0 ? null : number;
  }

  /**
   * The end time of an attempt. The worker reports it by its own clock, so the time is kept between
   * the start that the same worker reported and the time of the recording.
   */
  static Instant endedAt(@Nullable OutcomeEvent outcome, Instant recordedAt) {
    if (outcome == null || outcome.finishedAt() == null) {
      return recordedAt;
    }
    Instant reported = outcome.finishedAt();
    Instant started = outcome.startedAt();
    Instant ended = started != null && reported.isBefore(started) ? started : reported;
    return ended.isAfter(recordedAt) ? recordedAt : ended;
  }
}
