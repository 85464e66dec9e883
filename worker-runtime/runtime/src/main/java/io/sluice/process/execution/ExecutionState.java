package io.sluice.process.execution;

import java.time.Instant;
import java.util.Optional;

/** Where one execution is in its life. */
sealed interface ExecutionState {
  /** Not told to stop; it will be at its deadline, if it has one. */
  record Running(Optional<Instant> deadline) implements ExecutionState {}

  /** Told to stop, within grace; {@code climbed} rungs of the ladder have been tried. */
  record Completing(CancelReason reason, Instant toldAt, int climbed) implements ExecutionState {}

  /** It ignored the whole ladder; its slot is lost. */
  record Stuck(CancelReason reason, Instant since) implements ExecutionState {}
}
