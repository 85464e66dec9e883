package io.sluice.admin.execution.cancel;

import io.sluice.api.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution with a cancel request.
 *
 * @param published its present epoch was put into the queue, as far as PostgreSQL knows
 * @param lockKey the lock it must hold before it is published
 * @param holdsLock it holds that lock
 * @param reason the reason given by the requester
 * @param by the requester
 */
record CancelTarget(
    UUID id,
    ExecutionStatus status,
    long epoch,
    long claim,
    @Nullable String workerId,
    @Nullable Instant runAt,
    boolean published,
    @Nullable String lockKey,
    boolean holdsLock,
    @Nullable String reason,
    String by) {

  /**
   * Executions due within five minutes may be in Redis; one minute more allows for clocks that
   * differ.
   */
  private static final Duration MAY_BE_IN_REDIS = Duration.ofMinutes(6);

  /**
   * True if it was certainly never put into the queue. A missing published mark does not prove
   * that: the enqueuer writes its marks late.
   */
  boolean neverInQueue(Instant now) {
    return switch (status) {
      case AWAITING_APPROVAL -> true;
      case SCHEDULED -> !published && (withoutLock() || dueLater(now));
      case PENDING -> !published && withoutLock();
      case RUNNING, SUCCESS, FAILED, TIMEOUT, CANCELLED, BLOCKED -> false;
    };
  }

  /**
   * True if it waits for a lock. Only the publisher publishes such executions, and only the holder
   * of the lock.
   */
  private boolean withoutLock() {
    return lockKey != null && !holdsLock;
  }

  private boolean dueLater(Instant now) {
    return runAt != null && runAt.isAfter(now.plus(MAY_BE_IN_REDIS));
  }
}
