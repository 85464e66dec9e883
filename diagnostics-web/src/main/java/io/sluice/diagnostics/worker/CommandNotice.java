package io.sluice.diagnostics.worker;

import io.sluice.api.CommandView;
import java.util.UUID;

/**
 * A command and its state, as a notice.
 *
 * @param open true while it is not finished
 * @param tone good, bad, or empty
 * @param detail empty if there is none
 */
record CommandNotice(String worker, UUID id, boolean open, String tone, String words, String detail) {

  static CommandNotice of(String worker, CommandView command) {
    var detail = command.detail();
    var what = command.kind().equals("KILL") ? "Kill" : "Recycle";
    return new CommandNotice(
        worker,
        command.commandId(),
        command.status().equals("PENDING"),
        switch (command.status()) {
          case "DONE" -> "good";
          case "REJECTED", "EXPIRED" -> "bad";
          default -> "";
        },
        what
            + switch (command.status()) {
              case "PENDING" -> " requested. The worker has not answered yet.";
              case "DONE" -> " done: DONE.";
              case "NOOP" -> ": there was nothing to do any more (NOOP).";
              case "REJECTED" -> " was rejected by the worker (REJECTED).";
              case "EXPIRED" ->
                  ": the worker did not answer in time (EXPIRED). Look at it and try again.";
              default -> ": " + command.status() + ".";
            },
        detail == null ? "" : detail);
  }

  static CommandNotice unknown(String worker, UUID id, String why) {
    return new CommandNotice(worker, id, false, "bad", "The state of the command is unknown.", why);
  }
}
