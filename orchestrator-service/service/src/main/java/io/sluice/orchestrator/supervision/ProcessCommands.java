package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.fleet.AdminCommand;
import io.sluice.orchestrator.fleet.CommandResult;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.slots.SlotScheduler;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Passes commands of administrators to the loop and returns its answers. Safe for use by many
 * threads; answers come on the thread of the loop.
 */
public final class ProcessCommands {
  private static final int MAX_OPEN = 100;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  private final Mailbox mailbox;
  private final Processes processes;
  private final SlotScheduler scheduler;
  private final Map<String, CompletableFuture<CommandResult>> open = new ConcurrentHashMap<>();

  public ProcessCommands(Mailbox mailbox, Processes processes, SlotScheduler scheduler) {
    this.mailbox = mailbox;
    this.processes = processes;
    this.scheduler = scheduler;
  }

  /** Hands over and drains one process without loss of executions. */
  public CompletableFuture<CommandResult> recycle(Generation generation, AdminCommand command) {
    return post(command, new FleetEvent.RecycleRequested(generation, command));
  }

  /**
   * Ends one process with its executions.
   *
   * @param expectedHealthy number of healthy executions that the administrator was shown; the
   *     command is rejected if it differs
   */
  public CompletableFuture<CommandResult> kill(
      Generation generation, AdminCommand command, int expectedHealthy) {
    OptionalInt other =
        processes.find(generation).isPresent()
            ? scheduler.unrouteIfHealthy(generation, expectedHealthy)
            : OptionalInt.empty();
    return other.isPresent()
        ? CompletableFuture.completedFuture(
            CommandResult.rejected(
                String.format(
                    Locale.ROOT,
                    "%d healthy executions are in it now, not %d.",
                    other.getAsInt(),
                    expectedHealthy)))
        : post(command, new FleetEvent.KillRequested(generation, command));
  }

  void answered(String commandId, CommandResult answer) {
    CompletableFuture<CommandResult> waiting = open.get(commandId);
    if (waiting != null) {
      waiting.complete(answer);
    }
  }

  private CompletableFuture<CommandResult> post(AdminCommand command, FleetEvent event) {
    if (open.size() >= MAX_OPEN) {
      return CompletableFuture.completedFuture(
          CommandResult.rejected("Too many commands wait for this worker."));
    }
    var answer = new CompletableFuture<CommandResult>();
    open.put(command.commandId(), answer);
    mailbox.post(event);
    return answer
        .completeOnTimeout(
            CommandResult.expired("The supervision loop did not answer."),
            ANSWER_TIMEOUT.toMillis(),
            TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> open.remove(command.commandId()));
  }
}
