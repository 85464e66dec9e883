package io.sluice.process.execution;

import io.sluice.process.execution.CancelLadder.EscalationStep;
import io.sluice.process.execution.RunState.Completing;
import io.sluice.process.execution.RunState.Running;
import io.sluice.process.execution.RunState.Stuck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides the next state of an execution as time passes, as it is told to stop, and as it ends.
 * Pure.
 */
record ExecutionRules(CancelLadder ladder) {
  /** Next state, and the steps on the way there, in order. */
  record Step(RunState state, List<EscalationStep> due) {}

  /** Kind of report after the thread of the workflow has ended. */
  enum Conclusion {
    AS_IT_ENDED,
    TIMEOUT,
    CANCELLED,
    TOO_MANY_THREADS,
    /**
     * Stopped by the exit of its process. A failure is not reported then, so that it counts as a
     * loss and is repeated.
     */
    TERMINATED,
    LATE
  }

  /** Tells an execution to stop; only the first reason counts. */
  Step requestStop(RunState state, CancelReason reason, Instant now) {
    return switch (state) {
      case Running _ -> climb(new Completing(reason, now, 0), now);
      case Completing _, Stuck _ -> new Step(state, List.of());
    };
  }

  /** Returns the steps that are due at {@code now}. */
  Step advance(RunState state, Instant now) {
    return switch (state) {
      case Running(var deadline) when deadline.isPresent() && !now.isBefore(deadline.get()) ->
          requestStop(state, CancelReason.DEADLINE, now);
      case Running _ -> new Step(state, List.of());
      case Completing completing -> climb(completing, now);
      case Stuck _ -> new Step(state, List.of());
    };
  }

  private Step climb(Completing from, Instant now) {
    var due = ladder.dueBetween(from.climbed(), Duration.between(from.requestedAt(), now));
    int climbed = from.climbed() + due.size();
    return climbed == ladder.steps().size()
        ? new Step(new Stuck(from.reason(), now), due)
        : new Step(new Completing(from.reason(), from.requestedAt(), climbed), due);
  }

  /** Returns the time of the next due step, if there is one. */
  Optional<Instant> nextDue(RunState state) {
    return switch (state) {
      case Running(var deadline) -> deadline;
      case Completing(_, var requestedAt, int climbed) ->
          Optional.of(requestedAt.plus(ladder.steps().get(climbed).after()));
      case Stuck _ -> Optional.empty();
    };
  }

  Conclusion conclude(RunState state) {
    return switch (state) {
      case Running _ -> Conclusion.AS_IT_ENDED;
      case Completing(var reason, _, _) ->
          switch (reason) {
            case DEADLINE -> Conclusion.TIMEOUT;
            case USER, FENCED, SHUTDOWN -> Conclusion.CANCELLED;
            case TERMINATED -> Conclusion.TERMINATED;
            case THREADS -> Conclusion.TOO_MANY_THREADS;
          };
      case Stuck _ -> Conclusion.LATE;
    };
  }
}
