package io.sluice.admin.command;

import io.sluice.admin.problem.ProblemType;
import io.sluice.api.Problem;
import io.sluice.registration.WorkerHeartbeat.ProcessView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an order makes sense for a process, as its worker last showed it. Values in, values out.
 */
final class OrderRules {

  private static final Set<String> LEAVING = Set.of("DRAINING", "PENDING_KILL", "EXITING");

  private OrderRules() {}

  /** Answers the problem, or null when nothing stands against it. */
  static @Nullable Problem problem(Order order, ProcessView process) {
    return switch (order) {
      case Order.Recycle _ ->
          LEAVING.contains(process.state())
              ? ProblemType.ALREADY_DRAINING.problem(
                  "It is " + process.state() + " and takes no new work; it ends by itself.")
              : null;
      case Order.Kill kill -> {
        int healthy = healthy(process);
        yield healthy == kill.expectedHealthy()
            ? null
            : ProblemType.OTHER_HEALTHY_COUNT.problem(
                "It has "
                    + healthy
                    + " healthy executions, not "
                    + kill.expectedHealthy()
                    + ". Look at it again, and send the number that you accept to lose.");
      }
      case Order.Sample _ -> null;
    };
  }

  private static int healthy(ProcessView process) {
    return (int)
        process.executions().stream().filter(each -> !each.status().equals("STUCK")).count();
  }
}
