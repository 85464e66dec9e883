package io.sluice.admin.worker;

import io.sluice.admin.http.ProblemType;
import io.sluice.api.Problem;
import io.sluice.registration.WorkerHeartbeat.ProcessView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules that accept or refuse a command for a process in the state of the latest heartbeat. A pure
 * function.
 */
final class ProcessCommandRules {

  private static final Set<String> LEAVING = Set.of("DRAINING", "PENDING_KILL", "EXITING");

  private ProcessCommandRules() {}

  /** Returns the problem, or null if the command is accepted. */
  static @Nullable Problem problem(ProcessCommand command, ProcessView process) {
    return switch (command) {
      case ProcessCommand.Recycle _ ->
          LEAVING.contains(process.state())
              ? ProblemType.ALREADY_DRAINING.problem(
                  "It is " + process.state() + " and takes no new work; it ends by itself.")
              : null;
      case ProcessCommand.Kill kill -> {
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
      case ProcessCommand.Sample _ -> null;
    };
  }

  private static int healthy(ProcessView process) {
    return (int)
        process.executions().stream().filter(each -> !each.status().equals("STUCK")).count();
  }
}
