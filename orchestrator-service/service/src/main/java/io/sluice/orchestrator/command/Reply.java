package io.sluice.orchestrator.command;

import io.sluice.command.CommandAnswer;

/**
 * What became of an order.
 *
 * @param detail in words, for the one who ordered it; empty when the answer says all
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
