package io.sluice.orchestrator.command;

import io.sluice.command.WorkerCommand;
import io.sluice.orchestrator.fleet.CommandResult;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Cancels an execution of this worker, in a slot or before. */
public final class ExecutionCanceller {
  private final SlotScheduler scheduler;
  private final BiConsumer<Attempt, @Nullable String> beforeStart;

  /**
   * @param beforeStart receives an attempt that is cancelled before its start, with the reason
   */
  public ExecutionCanceller(
      SlotScheduler scheduler, BiConsumer<Attempt, @Nullable String> beforeStart) {
    this.scheduler = scheduler;
    this.beforeStart = beforeStart;
  }

  /**
   * Cancels an execution: in a slot by the cancel ladder, before that by ending it here. Does
   * nothing if the execution is unknown.
   */
  public CommandResult cancel(WorkerCommand command) {
    Optional<Attempt> inSlot =
        scheduler.assigned().stream()
            .map(Assignment::execution)
            .map(ClaimedExecution::attempt)
            .filter(attempt -> isMeant(command, attempt))
            .findFirst();
    if (inSlot.isPresent() && scheduler.cancel(inSlot.get(), CancelReason.USER)) {
      return CommandResult.done("It was told to stop.");
    }
    Optional<Attempt> waiting =
        scheduler.owned().stream()
            .map(ClaimedExecution::attempt)
            .filter(attempt -> isMeant(command, attempt))
            .findFirst();
    if (waiting.isPresent()
        && scheduler.forget(
            waiting.get(), () -> beforeStart.accept(waiting.get(), command.reason()))) {
      return CommandResult.done("It had not started and is cancelled.");
    }
    return CommandResult.noop("It does not run on this worker any more.");
  }

  private static boolean isMeant(WorkerCommand command, Attempt attempt) {
    return attempt.executionId().equals(command.executionId())
        && (command.epoch() == null || command.epoch() == attempt.epoch());
  }
}
