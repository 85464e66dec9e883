package io.sluice.admin.execution;

import io.sluice.api.ExecutionStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an execution that decide on an event.
 *
 * @param losses attempts lost to infrastructure so far
 * @param retries failures of the workflow itself that were repeated
 * @param suspect it is suspected of a crash: its next attempt runs alone
 * @param lock its workflow's exclusive lock, if it is the holder
 * @param runAt not before; absent if at once
 * @param queuedAt the time since which it waits, or waited until it started
 */
public record ExecutionState(
    UUID id,
    ExecutionStatus status,
    long epoch,
    long lastClaim,
    int losses,
    int retries,
    int attemptNumber,
    boolean cancelRequested,
    boolean suspect,
    RetryTerms terms,
    @Nullable HeldLock lock,
    @Nullable PossibleSurvivor alive,
    @Nullable Permit permit,
    @Nullable Instant runAt,
    Instant queuedAt) {

  public ExecutionState running(long claim) {
    return now(ExecutionStatus.RUNNING, claim, losses);
  }

  public ExecutionState ended(ExecutionStatus as, long claim) {
    return now(as, claim, losses);
  }

  public ExecutionState lost(ExecutionStatus as, long claim, int more) {
    return now(as, claim, losses + more);
  }

  /** Waits again under a new epoch; claims start again at 0. */
  public ExecutionState repeated(int more) {
    return again(ExecutionStatus.PENDING, losses + more, retries, null);
  }

  /** Marked as suspect: a crash of its process may have been caused by it. */
  public ExecutionState suspected() {
    return holding(true, alive, permit);
  }

  /** No longer a suspect. */
  public ExecutionState unsuspected() {
    return holding(false, alive, permit);
  }

  /** Waits for its next attempt. */
  public ExecutionState retried(Instant notBefore) {
    return again(ExecutionStatus.SCHEDULED, losses, retries + 1, notBefore);
  }

  public ExecutionState with(@Nullable PossibleSurvivor stillAlive) {
    return holding(suspect, stillAlive, permit);
  }

  public ExecutionState with(Permit granted) {
    return holding(suspect, alive, granted);
  }

  public ExecutionState withoutPermit() {
    return holding(suspect, alive, null);
  }

  private ExecutionState now(ExecutionStatus next, long claim, int lossesNow) {
    return new ExecutionState(
        id,
        next,
        epoch,
        claim,
        lossesNow,
        retries,
        attemptNumber,
        cancelRequested,
        suspect,
        terms,
        lock,
        alive,
        permit,
        runAt,
        queuedAt);
  }

  private ExecutionState again(
      ExecutionStatus next, int lossesNow, int retriesNow, @Nullable Instant notBefore) {
    return new ExecutionState(
        id,
        next,
        epoch + 1,
        0,
        lossesNow,
        retriesNow,
        attemptNumber + 1,
        cancelRequested,
        suspect,
        terms,
        lock,
        alive,
        permit,
        notBefore,
        queuedAt);
  }

  private ExecutionState holding(
      boolean suspectNow, @Nullable PossibleSurvivor stillAlive, @Nullable Permit held) {
    return new ExecutionState(
        id,
        status,
        epoch,
        lastClaim,
        losses,
        retries,
        attemptNumber,
        cancelRequested,
        suspectNow,
        terms,
        lock,
        stillAlive,
        held,
        runAt,
        queuedAt);
  }

  /** True if it no longer needs the exclusive lock of its workflow. */
  public boolean givesLockUp() {
    return terms.exclusive() && status.terminal() && alive == null;
  }
}
