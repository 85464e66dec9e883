package io.sluice.admin.execution;

import io.sluice.admin.http.ProblemType;
import io.sluice.api.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether executions of a workflow may come into the queue (queue protocol, section 11). */
record Door(
    String workflowName,
    boolean enabled,
    @Nullable String blacklistReason,
    @Nullable Instant blacklistedAt) {

  /** What keeps it shut; null when it is open. */
  @Nullable Problem problem() {
    if (blacklistReason != null) {
      return ProblemType.WORKFLOW_BLACKLISTED.problem(
          "The workflow "
              + workflowName
              + " is blacklisted since "
              + blacklistedAt
              + ": "
              + blacklistReason);
    }
    return enabled
        ? null
        : ProblemType.WORKFLOW_DISABLED.problem(
            "The workflow " + workflowName + " is disabled. Somebody must enable it first.");
  }
}
