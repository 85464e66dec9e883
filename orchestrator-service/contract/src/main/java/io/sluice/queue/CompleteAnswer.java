package io.sluice.queue;

/** What became of a {@link Completion}. Repeating one is harmless. */
public enum CompleteAnswer {
  OK,
  /** Another attempt owns the execution: this result is refused. */
  FENCED,
  /** Completed before. */
  DUP,
  /** Redis forgot the attempt: the event is written and PostgreSQL decides. */
  UNVERIFIED
}
