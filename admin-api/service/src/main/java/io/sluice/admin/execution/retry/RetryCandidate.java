package io.sluice.admin.execution.retry;

import io.sluice.admin.execution.KeyHolder;
import io.sluice.admin.execution.SubmissionGate;
import io.sluice.api.ExecutionStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts that decide whether an execution may run again.
 *
 * @param mayBeAlive an earlier attempt of it may still run somewhere
 * @param keyHolder the execution that has its unique key now
 * @param permit its workflow is exclusive, at most once or on probation
 */
record RetryCandidate(
    UUID id,
    UUID workflowId,
    @Nullable String organization,
    ExecutionStatus status,
    @Nullable String errorType,
    boolean deadLettered,
    boolean mayBeAlive,
    @Nullable String uniqueKey,
    @Nullable KeyHolder keyHolder,
    boolean idempotent,
    boolean permit,
    SubmissionGate door) {

  /** The same candidate with its unique key held by another that is retried with it. */
  RetryCandidate withKeyHolder(RetryCandidate holder) {
    return new RetryCandidate(
        id,
        workflowId,
        organization,
        status,
        errorType,
        deadLettered,
        mayBeAlive,
        uniqueKey,
        new KeyHolder(holder.id, holder.organization),
        idempotent,
        permit,
        door);
  }
}
