package io.sluice.orchestrator.command;

import io.sluice.command.WorkerCommand;
import io.sluice.orchestrator.dispatch.Assignment;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.intake.Outcomes;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import java.util.Optional;

/** Cancels an execution of this worker, wherever it is. */
public final class Cancellation {
  private final Dispatcher dispatcher;
  private final Outcomes outcomes;

  public Cancellation(Dispatcher dispatcher, Outcomes outcomes) {
    this.dispatcher = dispatcher;
    this.outcomes = outcomes;
  }

  /** In a slot: the cancel ladder. Waiting for one: it ends here. Neither: nothing to do. */
  public Reply cancel(WorkerCommand command) {
    Optional<Attempt> inSlot =
        dispatcher.assigned().stream()
            .map(Assignment::execution)
            .map(ClaimedExecution::attempt)
            .filter(attempt -> isMeant(command, attempt))
            .findFirst();
    if (inSlot.isPresent() && dispatcher.cancel(inSlot.get(), CancelReason.USER)) {
      return Reply.done("It was told to stop.");
    }
    Optional<Attempt> waiting =
        dispatcher.owned().stream()
            .map(ClaimedExecution::attempt)
            .filter(attempt -> isMeant(command, attempt))
            .findFirst();
    if (waiting.isPresent()
        && dispatcher.forget(
            waiting.get(), () -> outcomes.cancelledBeforeStart(waiting.get(), command.reason()))) {
      return Reply.done("It had not started and ends here.");
    }
    return Reply.noop("It does not run on this worker any more.");
  }

  private static boolean isMeant(WorkerCommand command, Attempt attempt) {
    return attempt.executionId().equals(command.executionId())
        && (command.epoch() == null || command.epoch() == attempt.epoch());
  }
}
