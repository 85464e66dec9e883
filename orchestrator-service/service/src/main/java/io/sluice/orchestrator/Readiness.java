package io.sluice.orchestrator;

import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Serving;
import io.sluice.orchestrator.fleet.Starts;
import java.util.Locale;

/** Determines if a fleet can run executions. Pure. */
final class Readiness {

  private Readiness() {}

  /**
   * Returns the reason why processes cannot start, or none has yet, as a sentence; empty if there
   * is no problem.
   */
  static String cannotStart(Fleet fleet, FleetPolicy policy) {
    Starts starts = fleet.starts();
    if (starts.failures() >= policy.failuresNotReady()) {
      return String.format(
          Locale.ROOT,
          "%d processes in a row could not start: %s",
          starts.failures(),
          starts.lastFailure());
    }
    String why = starts.lastFailure().isEmpty() ? "." : ": " + starts.lastFailure();
    return switch (policy.ofStandard().serving()) {
      case Serving.One _ -> fleet.active().isEmpty() ? "No process is ACTIVE" + why : "";
      case Serving.OnDemand _ ->
          starts.proved() ? "" : "No process has passed its start check yet" + why;
    };
  }

  /**
   * Returns the reason why nothing may be claimed, as a sentence. In the thread model the ACTIVE
   * process continues to serve meanwhile.
   */
  static String noProcessToCome(Fleet fleet, FleetPolicy policy) {
    return policy.ofStandard().alone() ? cannotStart(fleet, policy) : "";
  }
}
