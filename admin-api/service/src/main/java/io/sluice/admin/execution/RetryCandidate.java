package io.sluice.admin.execution;

import io.sluice.api.ExecutionStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What deciding on a retry needs to know of an execution.
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
    Door door) {

  /** The same one, when another that is retried with it has its unique key. */
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
