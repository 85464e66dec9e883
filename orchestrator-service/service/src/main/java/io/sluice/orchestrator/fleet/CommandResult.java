package io.sluice.orchestrator.fleet;

/**
 * Result of an {@link AdminCommand}.
 *
 * @param detail a sentence for the administrator
 */
public record CommandResult(Verdict verdict, String detail) {

  /** Kind of result. */
  public enum Verdict {
    DONE,
    /** There was nothing to do any more. */
    NOOP,
    REJECTED,
    EXPIRED
  }

  static CommandResult done(String detail) {
    return new CommandResult(Verdict.DONE, detail);
  }

  static CommandResult noop(String detail) {
    return new CommandResult(Verdict.NOOP, detail);
  }

  public static CommandResult rejected(String detail) {
    return new CommandResult(Verdict.REJECTED, detail);
  }

  public static CommandResult expired(String detail) {
    return new CommandResult(Verdict.EXPIRED, detail);
  }
}
