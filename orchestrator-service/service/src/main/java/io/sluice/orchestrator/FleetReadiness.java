package io.sluice.orchestrator;

import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.Fleet.LaunchHistory;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.ModelPolicy.Scaling;
import java.util.Locale;

/** Determines if a fleet can run executions. Pure. */
final class FleetReadiness {

  private FleetReadiness() {}

  /**
   * Returns the reason why processes cannot start, or none has yet, as a sentence; empty if there
   * is no problem.
   */
  static String cannotStart(Fleet fleet, FleetPolicy policy) {
    LaunchHistory launches = fleet.launches();
    if (launches.failures() >= policy.failuresNotReady()) {
      return String.format(
          Locale.ROOT,
          "%d processes in a row could not start: %s",
          launches.failures(),
          launches.lastFailure());
    }
    String why = launches.lastFailure().isEmpty() ? "." : ": " + launches.lastFailure();
    return switch (policy.ofStandard().serving()) {
      case Scaling.One _ -> fleet.active().isEmpty() ? "No process is ACTIVE" + why : "";
      case Scaling.OnDemand _ ->
          launches.wasReady() ? "" : "No process has passed its start check yet" + why;
    };
  }

  /**
   * Returns the reason why nothing may be claimed, as a sentence. In the thread model the ACTIVE
   * process continues to serve meanwhile.
   */
  static String noProcessToCome(Fleet fleet, FleetPolicy policy) {
    return policy.ofStandard().hasOwnProcess() ? cannotStart(fleet, policy) : "";
  }
}
