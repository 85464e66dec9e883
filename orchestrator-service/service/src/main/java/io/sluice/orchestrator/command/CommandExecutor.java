package io.sluice.orchestrator.command;

import io.sluice.command.WorkerCommand;
import io.sluice.diagnosis.CutText;
import io.sluice.orchestrator.fleet.AdminCommand;
import io.sluice.orchestrator.fleet.CommandResult;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.orchestrator.supervision.ProcessCommands;
import io.sluice.orchestrator.supervision.SampleRequests;
import io.sluice.queue.Attempt;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Executes each kind of command. A process is addressed by its generation, so that a late or
 * repeated command cannot hit its replacement. Never waits.
 */
public final class CommandExecutor {
  private static final int MAX_DETAIL = 64 * 1024;

  private final ExecutionCanceller cancellation;
  private final ProcessCommands processes;
  private final SampleRequests samples;
  private final SlotScheduler scheduler;
  private final InstantSource clock;

  public CommandExecutor(
      ExecutionCanceller cancellation,
      ProcessCommands processes,
      SampleRequests samples,
      SlotScheduler scheduler,
      InstantSource clock) {
    this.cancellation = cancellation;
    this.processes = processes;
    this.samples = samples;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Executes a command. */
  public CompletionStage<CommandResult> execute(WorkerCommand command) {
    if (command.kind() == WorkerCommand.Kind.CANCEL) {
      return now(cancellation.cancel(command));
    }
    Long number = command.expectedGeneration();
    if (number == null) {
      return now(CommandResult.rejected("The command names no generation of a process."));
    }
    var generation = new Generation(number);
    return switch (command.kind()) {
      case RECYCLE -> processes.recycle(generation, adminCommand(command));
      case KILL -> kill(generation, command);
      case SAMPLE -> sample(generation, command);
      case CANCEL -> throw new IllegalStateException("A cancel is handled before.");
    };
  }

  private CompletionStage<CommandResult> kill(Generation generation, WorkerCommand command) {
    Integer expected = command.expectedHealthy();
    return expected == null
        ? now(
            CommandResult.rejected(
                "The command does not say how many healthy executions it may end."))
        : processes.kill(generation, adminCommand(command), expected);
  }

  private CompletionStage<CommandResult> sample(Generation generation, WorkerCommand command) {
    List<Assignment> there =
        scheduler.assigned().stream()
            .filter(assignment -> assignment.generation().equals(generation))
            .filter(assignment -> isMeant(command, assignment))
            .toList();
    if (there.isEmpty()) {
      return now(CommandResult.noop("No such execution runs in that process."));
    }
    List<Attempt> attempts = there.stream().map(a -> a.execution().attempt()).toList();
    return samples.take(there.getFirst().link(), attempts).thenApply(CommandExecutor::sampled);
  }

  private static boolean isMeant(WorkerCommand command, Assignment assignment) {
    return command.executionId() == null
        || command.executionId().equals(assignment.execution().attempt().executionId());
  }

  private static CommandResult sampled(List<String> dossiers) {
    if (dossiers.isEmpty()) {
      return CommandResult.expired("The process did not answer within 2 s.");
    }
    String text = "[" + String.join(",", dossiers) + "]";
    return CommandResult.done(CutText.start(text, MAX_DETAIL));
  }

  private AdminCommand adminCommand(WorkerCommand command) {
    return new AdminCommand(
        command.commandId(),
        Objects.requireNonNullElse(command.requestedBy(), "somebody"),
        Objects.requireNonNullElse(command.reason(), ""),
        clock.instant());
  }

  private static CompletionStage<CommandResult> now(CommandResult reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
