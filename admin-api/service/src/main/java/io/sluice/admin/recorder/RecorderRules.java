package io.sluice.admin.recorder;

import io.sluice.api.ExecutionStatus;
import io.sluice.queue.Attempt;
import io.sluice.queue.OutcomeEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event counts, and what it makes of its execution (queue protocol, sections 3, 7 and
 * 9). Values in, values out; the same guard stands in the statement that writes.
 */
final class RecorderRules {

  static final String WORKER_LOST = "WorkerLost";
  static final String PROCESS_CRASHED = "ProcessCrashed";
  static final String BLACKLISTED = "WorkflowBlacklisted";

  private final int lossBudget;

  RecorderRules(int lossBudget) {
    this.lossBudget = lossBudget;
  }

  Recording decide(ExecutionState state, Attempt attempt, Report report) {
    if (state.status().terminal()) {
      return new Recording.Refused("duplicate: it has ended as " + state.status());
    }
    if (attempt.epoch() != state.epoch() || attempt.claim() < state.lastClaim()) {
      return new Recording.Refused(
          "fenced: it is at epoch %d, claim %d".formatted(state.epoch(), state.lastClaim()));
    }
    return apply(state, attempt.claim(), report);
  }

  private Recording apply(ExecutionState state, long claim, Report report) {
    return switch (report) {
      case Report.Started(var event) -> new Recording.Running(state.running(claim), event);
      case Report.Ended(var status, var outcome) ->
          new Recording.Final(
              state.ended(status, claim), outcome, outcome.errorType(), outcome.errorMessage());
      case Report.Suspect(var outcome) -> suspect(state, claim, outcome);
      case Report.Lost() ->
          new Recording.Final(
              state.lost(ExecutionStatus.FAILED, claim),
              null,
              WORKER_LOST,
              "Its worker was lost too often.");
      case Report.Blocked() ->
          new Recording.Final(
              state.ended(ExecutionStatus.BLOCKED, claim),
              null,
              BLACKLISTED,
              "The workflow is blacklisted.");
      case Report.Unreadable(var why) -> lost(state, claim, null, WORKER_LOST, why);
    };
  }

  private Recording suspect(ExecutionState state, long claim, OutcomeEvent outcome) {
    return lost(
        state,
        claim,
        outcome,
        Objects.requireNonNullElse(outcome.errorType(), PROCESS_CRASHED),
        outcome.errorMessage());
  }

  private Recording lost(
      ExecutionState state,
      long claim,
      @Nullable OutcomeEvent outcome,
      String errorType,
      @Nullable String why) {
    if (state.cancelRequested()) {
      return new Recording.Final(
          state.lost(ExecutionStatus.CANCELLED, claim),
          outcome,
          null,
          "Cancelled; its process ended first.");
    }
    return state.losses() < lossBudget
        ? new Recording.Repeated(state.repeated(), outcome)
        : new Recording.Final(state.lost(ExecutionStatus.FAILED, claim), outcome, errorType, why);
  }
}
