package io.sluice.queue;

/** Result of withdrawing an execution that was cancelled before it ran. */
public sealed interface WithdrawAnswer {
  record Withdrawn() implements WithdrawAnswer {}

  /** A worker has claimed it and must be sent a cancel. */
  record Claimed(String workerId, long claim) implements WithdrawAnswer {}

  /** Ended according to Redis: its result is on the way to PostgreSQL and decides. */
  record Done() implements WithdrawAnswer {}

  /** Not in the queue, and it cannot enter the queue at this epoch any more. */
  record None() implements WithdrawAnswer {}

  /** In the queue at another epoch. */
  record Fenced() implements WithdrawAnswer {}
}
