package io.sluice.admin.worker;

import io.sluice.admin.http.ProblemType;
import io.sluice.api.Problem;
import io.sluice.command.WorkerCommand;
import io.sluice.registration.WorkerHeartbeat.ProcessView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command of an administrator for one process, with the rules that accept or refuse it for a
 * process in the state of the latest heartbeat. Pure values.
 */
sealed interface ProcessCommand {

  Set<String> LEAVING = Set.of("DRAINING", "PENDING_KILL", "EXITING");

  /** Hands over and drains. */
  record Recycle(@Nullable String reason) implements ProcessCommand {}

  /** Ends the process with its executions. */
  record Kill(String reason, int expectedHealthy) implements ProcessCommand {}

  /** Takes stack samples of the running executions. */
  record Sample() implements ProcessCommand {}

  default WorkerCommand.Kind kind() {
    return switch (this) {
      case Recycle _ -> WorkerCommand.Kind.RECYCLE;
      case Kill _ -> WorkerCommand.Kind.KILL;
      case Sample _ -> WorkerCommand.Kind.SAMPLE;
    };
  }

  /** Returns the administrator's reason. */
  default @Nullable String why() {
    return switch (this) {
      case Recycle(var reason) -> reason;
      case Kill(var reason, var _) -> reason;
      case Sample _ -> null;
    };
  }

  /** Returns the problem of this command for a process, or null if it is accepted. */
  default @Nullable Problem problem(ProcessView process) {
    return switch (this) {
      case Recycle _ ->
          LEAVING.contains(process.state())
              ? ProblemType.ALREADY_DRAINING.problem(
                  "It is " + process.state() + " and takes no new work; it ends by itself.")
              : null;
      case Kill kill -> {
        int healthy = healthy(process);
        yield healthy == kill.expectedHealthy()
            ? null
            : ProblemType.OTHER_HEALTHY_COUNT.problem(
                "It has "
                    + healthy
                    + " healthy executions, not "
                    + kill.expectedHealthy()
                    + ". Check the process and send the number that you accept to lose.");
      }
      case Sample _ -> null;
    };
  }

  private static int healthy(ProcessView process) {
    return (int)
        process.executions().stream().filter(each -> !each.status().equals("STUCK")).count();
  }
}
