package io.sluice.admin.recorder;

import io.sluice.queue.GoneEvent;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import org.jspecify.annotations.Nullable;

/** What is written for an event. */
sealed interface Recording {

  /** The attempt runs. */
  record Running(ExecutionState next, StartedEvent event) implements Recording {}

  /** The attempt asked whether it may start. */
  record Asked(ExecutionState next, Permit permit, boolean granted) implements Recording {}

  /** An attempt has given its start permit back, if it was the one that held it. */
  record PermitReturned(ExecutionState next, Permit permit) implements Recording {}

  /**
   * The execution has ended.
   *
   * @param errorType why, when its outcome does not say it
   * @param suspicion what its end says of a crash; null when nothing
   */
  record Final(
      ExecutionState next,
      @Nullable OutcomeEvent outcome,
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable Suspicion suspicion)
      implements Recording {}

  /** The attempt was lost and the execution waits again; alone, when it is suspected. */
  record Repeated(
      ExecutionState next, @Nullable OutcomeEvent outcome, @Nullable Suspicion suspicion)
      implements Recording {}

  /** The attempt failed by its own fault and the execution is tried again later. */
  record Retried(ExecutionState next, OutcomeEvent outcome, @Nullable Suspicion suspicion)
      implements Recording {}

  /** The process that held a stuck attempt is gone. */
  record Gone(ExecutionState next, GoneEvent event) implements Recording {}

  /** The event changes nothing, and why. */
  record Refused(String reason) implements Recording {}
}
