package io.sluice.queue;

/**
 * What became of a {@link Completion}. Repeating one is harmless.
 *
 * @param entry where its event stands in the results stream; empty when none was written, or not
 *     known
 */
public record CompleteAnswer(Fate fate, String entry) {

  /** What Redis made of it. */
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
