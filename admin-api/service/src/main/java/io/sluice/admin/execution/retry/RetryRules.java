package io.sluice.admin.execution.retry;

import io.sluice.admin.execution.ExecutionSubmitStore.KeyHolder;
import io.sluice.admin.execution.SubmissionGate;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rules that decide whether a person may run an execution again. Pure. */
final class RetryRules {

  /**
   * The facts that decide whether an execution may run again.
   *
   * @param permit its workflow is exclusive, at most once or on probation
   */
  record RetryCandidate(
      UUID id,
      UUID workflowId,
      @Nullable String organization,
      Ending ending,
      UniqueKey uniqueKey,
      boolean idempotent,
      boolean permit,
      SubmissionGate gate) {

    /**
     * The way it ended.
     *
     * @param mayBeAlive an earlier attempt of it may still run somewhere
     * @param payloadsDeleted its input is gone
     * @param unapproved its council has not approved it
     */
    record Ending(
        ExecutionStatus status,
        @Nullable String errorType,
        boolean deadLettered,
        boolean mayBeAlive,
        boolean payloadsDeleted,
        boolean unapproved) {}

    /**
     * Its unique key.
     *
     * @param holder the execution that has the key now
     */
    record UniqueKey(@Nullable String key, @Nullable KeyHolder holder) {}

    /** The same candidate with its unique key held by another that is retried with it. */
    RetryCandidate withKeyHolder(RetryCandidate other) {
      var held = new UniqueKey(uniqueKey.key(), new KeyHolder(other.id, other.organization));
      return new RetryCandidate(
          id, workflowId, organization, ending, held, idempotent, permit, gate);
    }
  }

  private RetryRules() {}

  /** Returns the problem, or null if it may run again. */
  static @Nullable Problem problem(RetryCandidate candidate, Organizations sees) {
    if (!candidate.ending().status().terminal()) {
      return ProblemType.NOT_ENDED.problem(
          "It is "
              + candidate.ending().status()
              + ". Only what has ended runs again; cancel it first.");
    }
    if (candidate.ending().unapproved()) {
      return ProblemType.NOT_APPROVED.problem(
          "Its council has not approved it, so it never runs. Ask for a new action.");
    }
    if (candidate.ending().mayBeAlive() && !candidate.idempotent()) {
      return ProblemType.STILL_ALIVE.problem(
          "An attempt of it still runs in a process that has not ended, and its workflow is not"
              + " declared idempotent. Wait until the process is gone, or have it killed.");
    }
    if (candidate.ending().payloadsDeleted()) {
      return ProblemType.PAYLOADS_DELETED.problem(
          "Its input was deleted, so it cannot run again. Submit a new execution.");
    }
    KeyHolder holder = candidate.uniqueKey().holder();
    return holder != null
        ? holder.conflict(candidate.uniqueKey().key(), sees)
        : candidate.gate().problem(sees);
  }

  /** The same for a dead letter, which another request may have requeued already. */
  static @Nullable Problem problemOfDeadLetter(RetryCandidate candidate, Organizations sees) {
    return candidate.ending().deadLettered()
        ? problem(candidate, sees)
        : ProblemType.NO_SUCH_DEAD_LETTER.problem(
            "It is "
                + candidate.ending().status()
                + " and no dead letter; it may have been requeued.");
  }
}
