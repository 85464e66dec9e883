package io.sluice.orchestrator.fleet;

import java.time.Instant;

/**
 * One process of the fleet.
 *
 * @param since time at which it entered its state
 * @param launchedAt time of the decision to launch it
 * @param lastBusyAt time at which its last execution left it; its launch if there was none
 */
public record FleetProcess(
    ExecutionModel model,
    ProcessState state,
    Instant since,
    Instant launchedAt,
    Instant lastBusyAt) {

  static FleetProcess launched(ExecutionModel model, ProcessState state, Instant now) {
    return new FleetProcess(model, state, now, now, now);
  }

  FleetProcess in(ProcessState next, Instant now) {
    return new FleetProcess(
        model, next, next.name() == state.name() ? since : now, launchedAt, lastBusyAt);
  }

  FleetProcess busyUntil(Instant now) {
    return new FleetProcess(model, state, since, launchedAt, now);
  }

  /** Returns the time since which it has no execution, if it has none now. */
  Instant idleSince() {
    return since.isAfter(lastBusyAt) ? since : lastBusyAt;
  }
}
