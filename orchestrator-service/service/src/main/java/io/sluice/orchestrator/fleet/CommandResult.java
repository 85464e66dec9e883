package io.sluice.orchestrator.fleet;

/**
 * Result of a command of an administrator.
 *
 * @param detail a sentence for the administrator; empty if the kind is sufficient
 */
public record CommandResult(Kind kind, String detail) {

  /** Kind of result. */
  public enum Kind {
    DONE,
    /** There was nothing to do any more. */
    NOOP,
    REJECTED,
    EXPIRED
  }

  public static CommandResult done(String detail) {
    return new CommandResult(Kind.DONE, detail);
  }

  public static CommandResult noop(String detail) {
    return new CommandResult(Kind.NOOP, detail);
  }

  public static CommandResult rejected(String detail) {
    return new CommandResult(Kind.REJECTED, detail);
  }

  public static CommandResult expired(String detail) {
    return new CommandResult(Kind.EXPIRED, detail);
  }
}
