package io.sluice.orchestrator.command;

import io.sluice.command.CommandAnswer;
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

  /** Does a command. */
  public CommandAnswer execute(WorkerCommand command) {
    return switch (command.kind()) {
      case CANCEL -> cancel(command);
      case RECYCLE, KILL, SAMPLE -> CommandAnswer.REJECTED;
    };
  }

  /** In a slot: the cancel ladder. Waiting for one: it ends here. Neither: nothing to do. */
  private CommandAnswer cancel(WorkerCommand command) {
    Optional<Attempt> inSlot =
        dispatcher.assigned().stream()
            .map(Assignment::execution)
            .map(ClaimedExecution::attempt)
            .filter(attempt -> isMeant(command, attempt))
            .findFirst();
    if (inSlot.isPresent() && dispatcher.cancel(inSlot.get(), CancelReason.USER)) {
      return CommandAnswer.DONE;
    }
    Optional<Attempt> waiting =
        dispatcher.owned().stream()
            .map(ClaimedExecution::attempt)
            .filter(attempt -> isMeant(command, attempt))
            .findFirst();
    if (waiting.isPresent() && dispatcher.forget(waiting.get())) {
      outcomes.cancelledBeforeStart(waiting.get(), command.reason());
      return CommandAnswer.DONE;
    }
    return CommandAnswer.NOOP;
  }

  private static boolean isMeant(WorkerCommand command, Attempt attempt) {
    return attempt.executionId().equals(command.executionId())
        && (command.epoch() == null || command.epoch() == attempt.epoch());
  }
}
