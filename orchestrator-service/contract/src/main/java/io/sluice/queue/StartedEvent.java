package io.sluice.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Start of an attempt, with its worker and process.
 *
 * @param pid label for people; the process is identified by worker and generation
 * @param executionModel {@code thread}, {@code process} or {@code isolated}
 * @param permitReturned true if this attempt returns its start permit without having run; an
 *     admin-api that does not know the field grants the permit once more, without a receiver
 */
public record StartedEvent(
    String workerId,
    long pid,
    long generation,
    String executionModel,
    Instant startedAt,
    @Nullable Boolean permitReturned) {

  /** Creates the event of an attempt that runs, or requests its permit. */
  public StartedEvent(
      String workerId, long pid, long generation, String executionModel, Instant startedAt) {
    this(workerId, pid, generation, executionModel, startedAt, null);
  }

  /** Returns this as the return of the permit of an attempt that has not run and never will. */
  public StartedEvent returningPermit() {
    return new StartedEvent(workerId, pid, generation, executionModel, startedAt, true);
  }
}
