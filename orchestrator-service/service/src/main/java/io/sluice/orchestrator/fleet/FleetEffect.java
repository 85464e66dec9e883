package io.sluice.orchestrator.fleet;

import org.jspecify.annotations.Nullable;

/**
 * An action for one process, decided by the rules. Each is idempotent and reports back as an event.
 */
public sealed interface FleetEffect {
  Generation generation();

  /** Starts a process. */
  record Launch(Generation generation, ExecutionModel model) implements FleetEffect {}

  /** Opens the process for new work of its model; in {@code thread} closes all others. */
  record RouteTo(Generation generation) implements FleetEffect {}

  /**
   * Tells the process to take no more work, to finish its healthy executions, and to exit.
   *
   * @param reason of the replacement; null when the worker closes
   */
  record Drain(Generation generation, @Nullable ReplaceReason reason) implements FleetEffect {}

  /**
   * Sends SIGTERM.
   *
   * @param reason of the replacement; null if the process never took work or has ended its service
   *     before
   */
  record Terminate(Generation generation, @Nullable ReplaceReason reason) implements FleetEffect {}

  /** Sends SIGKILL to it and its descendants. */
  record Kill(Generation generation, KillReason reason) implements FleetEffect {}

  /** Answers a command of an administrator. */
  record Answer(Generation generation, String commandId, CommandResult answer)
      implements FleetEffect {}
}
