package io.sluice.orchestrator.fleet;

import java.time.Instant;

/**
 * One process of the fleet.
 *
 * @param since time at which it entered its state
 * @param launchedAt time of the decision to launch it
 * @param lastBusyAt time at which its last execution left it; its launch if there was none
 */
public record Member(
    ExecutionModel model,
    ProcessState state,
    Instant since,
    Instant launchedAt,
    Instant lastBusyAt) {

  static Member launched(ExecutionModel model, ProcessState state, Instant now) {
    return new Member(model, state, now, now, now);
  }

  Member in(ProcessState next, Instant now) {
    return new Member(
        model, next, next.name().equals(state.name()) ? since : now, launchedAt, lastBusyAt);
  }

  Member busyUntil(Instant now) {
    return new Member(model, state, since, launchedAt, now);
  }

  /** Returns the time since which it has no execution, if it has none now. */
  Instant idleSince() {
    return since.isAfter(lastBusyAt) ? since : lastBusyAt;
  }
}
