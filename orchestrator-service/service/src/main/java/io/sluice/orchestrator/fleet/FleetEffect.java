package io.sluice.orchestrator.fleet;

import org.jspecify.annotations.Nullable;

/** What is to be done, by generation. Each is idempotent and reports back as an event. */
public sealed interface FleetEffect {
  Generation generation();

  /** Start a process. */
  record Launch(Generation generation, ExecutionModel model) implements FleetEffect {}

  /** New work of its model goes here from now on; in {@code thread} nowhere else. */
  record RouteTo(Generation generation) implements FleetEffect {}

  /**
   * Tell it to take no more work, to finish what is healthy, and to exit.
   *
   * @param reason why it gave way; null when the worker closes
   */
  record Drain(Generation generation, @Nullable ReplaceReason reason) implements FleetEffect {}

  /**
   * SIGTERM.
   *
   * @param reason why it gives way although it served; null when it never did, or is gone anyway
   */
  record Terminate(Generation generation, @Nullable ReplaceReason reason) implements FleetEffect {}

  /**
   * SIGKILL, to it and its descendants.
   *
   * @param why in a sentence, for the executions it costs
   */
  record Kill(Generation generation, String why) implements FleetEffect {}

  /** Tell the administrator what became of an order. */
  record Answer(Generation generation, String commandId, OrderAnswer answer)
      implements FleetEffect {}
}
