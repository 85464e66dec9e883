package io.sluice.admin.execution;

import io.sluice.admin.execution.ExecutionLifecycle.Transition;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.Attempt;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an execution that decide on an event.
 *
 * @param workflow name of its workflow
 * @param losses attempts lost to infrastructure so far
 * @param retries failures of the workflow itself that were repeated
 * @param suspect it is suspected of a crash: its next attempt runs alone
 * @param lock its workflow's exclusive lock, if it is the holder
 * @param runAt not before; absent if at once
 * @param queuedAt the time since which it waits, or waited until it started
 * @param traceparent context of the span that submitted it; absent if it is not traced
 */
public record ExecutionState(
    UUID id,
    String workflow,
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
    @Nullable PossibleSurvivor survivor,
    @Nullable Permit permit,
    @Nullable Instant runAt,
    Instant queuedAt,
    @Nullable String traceparent) {

  /**
   * The terms on which an execution may be repeated: its retry budget, and the properties of its
   * workflow.
   *
   * @param exclusive no two executions of its workflow may run at once: declared, or on probation
   */
  public record RetryTerms(
      int maxRetries, boolean idempotent, boolean exclusive, boolean atMostOnce) {}

  /**
   * The exclusive lock of its workflow, held.
   *
   * @param probation the blacklist entry whose trial run it is; absent if it is none
   */
  public record HeldLock(@Nullable Long probation) {}

  /**
   * The process in which an earlier attempt may still be alive.
   *
   * @param until the time at which it is considered gone; absent if its worker will report it
   */
  public record PossibleSurvivor(String worker, long generation, @Nullable Instant until) {

    public boolean isIn(String otherWorker, long otherGeneration) {
      return worker.equals(otherWorker) && generation == otherGeneration;
    }
  }

  /**
   * The permission to start, for one attempt. The owner is part of it, because a Redis that was
   * rolled back can issue the same claim number twice.
   */
  public record Permit(long epoch, long claim, String owner) {

    public static Permit of(Attempt attempt, String owner) {
      return new Permit(attempt.epoch(), attempt.claim(), owner);
    }
  }

  public ExecutionState running(long claim) {
    return now(move(Transition.START, ExecutionStatus.RUNNING), claim, losses);
  }

  public ExecutionState ended(ExecutionStatus as, long claim) {
    return now(move(Transition.FINISH, as), claim, losses);
  }

  /** Ended because its workflow was blacklisted when a worker claimed or started it. */
  public ExecutionState refused(long claim) {
    return now(move(Transition.REFUSE, ExecutionStatus.BLOCKED), claim, losses);
  }

  public ExecutionState lost(ExecutionStatus as, long claim, int more) {
    return now(move(Transition.LOSE, as), claim, losses + more);
  }

  /** Waits again under a new epoch; claims start again at 0. */
  public ExecutionState repeated(int more) {
    return again(move(Transition.LOSE, ExecutionStatus.PENDING), losses + more, retries, null);
  }

  /** Marked as suspect: a crash of its process may have been caused by it. */
  public ExecutionState suspected() {
    return holding(true, survivor, permit);
  }

  /** No longer a suspect. */
  public ExecutionState unsuspected() {
    return holding(false, survivor, permit);
  }

  /** Waits for its next attempt. */
  public ExecutionState retried(Instant notBefore) {
    return again(move(Transition.RETRY, ExecutionStatus.SCHEDULED), losses, retries + 1, notBefore);
  }

  public ExecutionState with(@Nullable PossibleSurvivor possible) {
    return holding(suspect, possible, permit);
  }

  public ExecutionState with(Permit granted) {
    return holding(suspect, survivor, granted);
  }

  public ExecutionState withoutPermit() {
    return holding(suspect, survivor, null);
  }

  private ExecutionStatus move(Transition transition, ExecutionStatus to) {
    return ExecutionLifecycle.move(status, transition, to);
  }

  private ExecutionState now(ExecutionStatus next, long claim, int lossesNow) {
    return new ExecutionState(
        id,
        workflow,
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
        survivor,
        permit,
        runAt,
        queuedAt,
        traceparent);
  }

  private ExecutionState again(
      ExecutionStatus next, int lossesNow, int retriesNow, @Nullable Instant notBefore) {
    return new ExecutionState(
        id,
        workflow,
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
        survivor,
        permit,
        notBefore,
        queuedAt,
        traceparent);
  }

  private ExecutionState holding(
      boolean suspectNow, @Nullable PossibleSurvivor possible, @Nullable Permit held) {
    return new ExecutionState(
        id,
        workflow,
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
        possible,
        held,
        runAt,
        queuedAt,
        traceparent);
  }

  /** True if it no longer needs the exclusive lock of its workflow. */
  public boolean givesLockUp() {
    return terms.exclusive() && status.terminal() && survivor == null;
  }
}
