package io.sluice.admin.results;

import io.sluice.admin.execution.ExecutionState;
import io.sluice.admin.execution.ExecutionState.Permit;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The decision on an event. */
sealed interface RecorderDecision {

  /** The verdict on an attempt whose process crashed. */
  enum Suspicion {
    /** Other executions were in the process, or nothing proves which one was the cause. */
    SUSPECTED,
    /** A later attempt was alone and ended in another way than by a crash. */
    ACQUITTED,
    /** The attempt was alone in its process and crashed it. */
    CONVICTED;

    /** The word in PostgreSQL and for people. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The attempt runs. */
  record Running(ExecutionState next, StartedEvent event) implements RecorderDecision {}

  /** The attempt asked whether it may start. */
  record Asked(ExecutionState next, Permit permit, boolean granted) implements RecorderDecision {}

  /** An attempt has returned its start permit, if it was the holder. */
  record PermitReturned(ExecutionState next, Permit permit) implements RecorderDecision {}

  /**
   * The execution has ended.
   *
   * @param errorType the cause, if the outcome does not name it
   * @param suspicion the verdict of its end on a crash; null if there is none
   * @param budgetSpent true if it failed with its retries, or the tolerated losses, used up
   */
  record Final(
      ExecutionState next,
      @Nullable OutcomeEvent outcome,
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable Suspicion suspicion,
      boolean budgetSpent)
      implements RecorderDecision {}

  /** The attempt was lost and the execution waits again; it runs alone if it is a suspect. */
  record Repeated(
      ExecutionState next, @Nullable OutcomeEvent outcome, @Nullable Suspicion suspicion)
      implements RecorderDecision {}

  /** The attempt failed by itself and the execution is tried again later. */
  record Retried(ExecutionState next, OutcomeEvent outcome, @Nullable Suspicion suspicion)
      implements RecorderDecision {}

  /** The process of a stuck attempt has ended. */
  record Gone(ExecutionState next, GoneEvent event) implements RecorderDecision {}

  /**
   * The event changes nothing.
   *
   * @param reason for the log and the table of refused results
   */
  record Refused(String reason) implements RecorderDecision {}
}
