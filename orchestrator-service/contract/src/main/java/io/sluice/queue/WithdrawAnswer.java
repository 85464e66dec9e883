package io.sluice.queue;

/** What became of an execution that was cancelled before it ran. */
public sealed interface WithdrawAnswer {
  record Withdrawn() implements WithdrawAnswer {}

  /** A worker has it: send that worker a cancel. */
  record Claimed(String workerId, long claim) implements WithdrawAnswer {}

  /** It has ended, says Redis: its result is on the way to PostgreSQL and decides. */
  record Done() implements WithdrawAnswer {}

  /** Not in the queue, and from now on it cannot come into it at this epoch. */
  record None() implements WithdrawAnswer {}

  /** In the queue at another epoch. */
  record Fenced() implements WithdrawAnswer {}
}
