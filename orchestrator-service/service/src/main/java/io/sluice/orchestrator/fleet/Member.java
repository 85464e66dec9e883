package io.sluice.orchestrator.fleet;

import java.time.Instant;

/**
 * One process as the fleet sees it.
 *
 * @param since when it entered its state
 * @param launchedAt when its launch was decided
 * @param lastBusyAt when its last execution left it; its launch when there was none
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

  /** Since when it has had nothing to do, if nothing is in it now. */
  Instant idleSince() {
    return since.isAfter(lastBusyAt) ? since : lastBusyAt;
  }
}
