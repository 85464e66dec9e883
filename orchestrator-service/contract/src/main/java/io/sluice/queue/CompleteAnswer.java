package io.sluice.queue;

/**
 * Result of sending a {@link Completion}. Repeating one is harmless.
 *
 * @param entry id of its event in the results stream; empty if none was written, or if it is not
 *     known
 */
public record CompleteAnswer(Fate fate, String entry) {

  /** Decision of Redis. */
  public enum Fate {
    OK,
    /** Another attempt owns the execution: this result is refused, now and for ever. */
    FENCED,
    /** Completed before. */
    DUP,
    /** Redis forgot the attempt: the event is written and PostgreSQL decides. */
    UNVERIFIED
  }
}
