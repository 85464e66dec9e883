package io.sluice.process.execution;

import java.time.Instant;
import java.util.Optional;

/** State of one execution. */
sealed interface RunState {
  /** Running, and not told to stop before its deadline, if it has one. */
  record Running(Optional<Instant> deadline) implements RunState {}

  /** Told to stop, within the grace period; {@code climbed} steps of the ladder have been tried. */
  record Completing(CancelReason reason, Instant requestedAt, int climbed) implements RunState {}

  /** Stuck: it ignored the whole ladder, and its slot is lost. */
  record Stuck(CancelReason reason, Instant since) implements RunState {}
}
