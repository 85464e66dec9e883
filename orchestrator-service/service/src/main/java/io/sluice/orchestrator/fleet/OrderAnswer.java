package io.sluice.orchestrator.fleet;

/**
 * Result of an {@link Order}.
 *
 * @param detail a sentence for the administrator
 */
public record OrderAnswer(Verdict verdict, String detail) {

  /** Kind of result. */
  public enum Verdict {
    DONE,
    /** There was nothing to do any more. */
    NOOP,
    REJECTED,
    EXPIRED
  }

  static OrderAnswer done(String detail) {
    return new OrderAnswer(Verdict.DONE, detail);
  }

  static OrderAnswer noop(String detail) {
    return new OrderAnswer(Verdict.NOOP, detail);
  }

  public static OrderAnswer rejected(String detail) {
    return new OrderAnswer(Verdict.REJECTED, detail);
  }

  public static OrderAnswer expired(String detail) {
    return new OrderAnswer(Verdict.EXPIRED, detail);
  }
}
