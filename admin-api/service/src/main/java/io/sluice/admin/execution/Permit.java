package io.sluice.admin.execution;

import io.sluice.queue.Attempt;

/**
 * The permission to start, for one attempt. The owner is part of it, because a Redis that was
 * rolled back can issue the same claim number twice.
 */
public record Permit(long epoch, long claim, String owner) {

  public static Permit of(Attempt attempt, String owner) {
    return new Permit(attempt.epoch(), attempt.claim(), owner);
  }
}
