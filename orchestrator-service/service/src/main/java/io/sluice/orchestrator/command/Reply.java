package io.sluice.orchestrator.command;

import io.sluice.command.CommandAnswer;

/**
 * Result of a command.
 *
 * @param detail a sentence for the person who gave the command; empty if the answer is sufficient
 */
public record Reply(CommandAnswer answer, String detail) {

  static Reply done(String detail) {
    return new Reply(CommandAnswer.DONE, detail);
  }

  static Reply noop(String detail) {
    return new Reply(CommandAnswer.NOOP, detail);
  }

  static Reply rejected(String detail) {
    return new Reply(CommandAnswer.REJECTED, detail);
  }

  static Reply expired(String detail) {
    return new Reply(CommandAnswer.EXPIRED, detail);
  }
}
