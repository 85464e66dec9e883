package io.sluice.admin.execution;

import io.sluice.api.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution that somebody wants to end.
 *
 * @param published its present epoch was put into the queue, as far as PostgreSQL knows
 * @param lockKey the lock it must hold before it is published
 * @param holdsLock it holds that lock
 * @param reason why it is to end
 * @param by who wants it
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

  /** What is due within five minutes may be in Redis; a minute more for clocks that differ. */
  private static final Duration MAY_BE_IN_REDIS = Duration.ofMinutes(6);

  /**
   * Whether it was certainly never put into the queue. That its row is not marked as published does
   * not say so: the enqueuer's marks come late.
   */
  boolean neverInQueue(Instant now) {
    return switch (status) {
      case AWAITING_APPROVAL -> true;
      case SCHEDULED -> !published && (withoutLock() || dueLater(now));
      case PENDING -> !published && withoutLock();
      case RUNNING, SUCCESS, FAILED, TIMEOUT, CANCELLED, BLOCKED -> false;
    };
  }

  /** Only the publisher publishes these, and only the holder of the lock. */
  private boolean withoutLock() {
    return lockKey != null && !holdsLock;
  }

  private boolean dueLater(Instant now) {
    return runAt != null && runAt.isAfter(now.plus(MAY_BE_IN_REDIS));
  }
}
