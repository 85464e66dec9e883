package io.sluice.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt runs.
 *
 * @param pid label for people; the process is identified by worker and generation
 * @param executionModel {@code thread}, {@code process} or {@code isolated}
 * @param permitReturned that this attempt gives its start permit back, because nothing of it has
 *     run; an admin-api that does not know the field grants the permit once more, to nobody
 */
public record StartedEvent(
    String workerId,
    long pid,
    long generation,
    String executionModel,
    Instant startedAt,
    @Nullable Boolean permitReturned) {

  /** An attempt that runs, or asks for its permit. */
  public StartedEvent(
      String workerId, long pid, long generation, String executionModel, Instant startedAt) {
    this(workerId, pid, generation, executionModel, startedAt, null);
  }

  /** The same attempt, which has not run and never will: it gives its permit back. */
  public StartedEvent returningPermit() {
    return new StartedEvent(workerId, pid, generation, executionModel, startedAt, true);
  }
}
