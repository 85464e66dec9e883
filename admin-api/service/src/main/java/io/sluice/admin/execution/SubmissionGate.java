package io.sluice.admin.execution;

import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.VisibilityFilter;
import io.sluice.api.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The conditions under which executions of a workflow may enter the queue. */
public record SubmissionGate(
    String workflowName,
    boolean enabled,
    @Nullable String blacklistReason,
    @Nullable Instant blacklistedAt) {

  /** The problem that keeps executions out, for a caller; null if they may enter. */
  public @Nullable Problem problem(Organizations sees) {
    if (blacklistReason != null) {
      return ProblemType.WORKFLOW_BLACKLISTED.problem(
          "The workflow "
              + workflowName
              + " is blacklisted since "
              + blacklistedAt
              + ": "
              + VisibilityFilter.reason(blacklistReason, sees));
    }
    return enabled
        ? null
        : ProblemType.WORKFLOW_DISABLED.problem(
            "The workflow " + workflowName + " is disabled. Somebody must enable it first.");
  }
}
