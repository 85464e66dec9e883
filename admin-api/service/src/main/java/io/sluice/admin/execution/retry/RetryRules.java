package io.sluice.admin.execution.retry;

import io.sluice.admin.execution.KeyHolder;
import io.sluice.admin.execution.submit.AcceptanceRules;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.Problem;
import org.jspecify.annotations.Nullable;

/** Rules that decide whether a person may run an execution again. Pure. */
final class RetryRules {

  private RetryRules() {}

  /** Returns the problem, or null if it may run again. */
  static @Nullable Problem problem(RetryCandidate candidate, Organizations sees) {
    if (!candidate.status().terminal()) {
      return ProblemType.NOT_ENDED.problem(
          "It is " + candidate.status() + ". Only what has ended runs again; cancel it first.");
    }
    if (candidate.mayBeAlive() && !candidate.idempotent()) {
      return ProblemType.STILL_ALIVE.problem(
          "An attempt of it still runs in a process that has not ended, and its workflow is not"
              + " declared idempotent. Wait until the process is gone, or have it killed.");
    }
    KeyHolder holder = candidate.keyHolder();
    return holder != null
        ? AcceptanceRules.keyInUse(candidate.uniqueKey(), holder, sees)
        : candidate.door().problem();
  }

  /** The same for a dead letter, which another request may have requeued already. */
  static @Nullable Problem problemOfDeadLetter(RetryCandidate candidate, Organizations sees) {
    return candidate.deadLettered()
        ? problem(candidate, sees)
        : ProblemType.NO_SUCH_DEAD_LETTER.problem(
            "It is " + candidate.status() + " and no dead letter; it may have been requeued.");
  }
}
