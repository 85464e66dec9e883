package io.sluice.diagnostics.worker;

import io.sluice.api.CommandApi.CommandView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Looks up the state of a command, with the person's own permissions. */
@Singleton
class CommandLookup {

  private final AdminApiClient adminApi;

  CommandLookup(@RestClient AdminApiClient adminApi) {
    this.adminApi = adminApi;
  }

  /** Looks it up. Never throws because of admin-api. */
  CommandNotice look(String worker, UUID command) {
    try {
      return CommandNotice.of(worker, adminApi.command(command));
    } catch (ApiProblem refused) {
      return CommandNotice.unknown(worker, command, refused.sentence());
    } catch (ProcessingException away) {
      return CommandNotice.unknown(worker, command, "admin-api does not answer. Reload the page.");
    }
  }

  /**
   * A command and its state, as a notice.
   *
   * @param open true while it is not finished
   * @param tone good, bad, or empty
   * @param detail empty if there is none
   */
  record CommandNotice(
      String worker, UUID id, boolean open, String tone, String words, String detail) {

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
      return new CommandNotice(
          worker, id, false, "bad", "The state of the command is unknown.", why);
    }
  }
}
