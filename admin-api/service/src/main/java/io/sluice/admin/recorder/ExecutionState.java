package io.sluice.admin.recorder;

import io.sluice.api.ExecutionStatus;
import java.util.UUID;

/**
 * What deciding on an event needs to know of its execution.
 *
 * @param losses attempts lost to infrastructure so far
 */
record ExecutionState(
    UUID id,
    ExecutionStatus status,
    long epoch,
    long lastClaim,
    int losses,
    int attemptNumber,
    boolean cancelRequested) {

  ExecutionState running(long claim) {
    return new ExecutionState(
        id, ExecutionStatus.RUNNING, epoch, claim, losses, attemptNumber, cancelRequested);
  }

  ExecutionState ended(ExecutionStatus as, long claim) {
    return new ExecutionState(id, as, epoch, claim, losses, attemptNumber, cancelRequested);
  }

  ExecutionState lost(ExecutionStatus as, long claim) {
    return new ExecutionState(id, as, epoch, claim, losses + 1, attemptNumber, cancelRequested);
  }

  /** Waits again under a new epoch; claims begin again with it. */
  ExecutionState repeated() {
    return new ExecutionState(
        id, ExecutionStatus.PENDING, epoch + 1, 0, losses + 1, attemptNumber + 1, cancelRequested);
  }
}
