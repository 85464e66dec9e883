package io.sluice.orchestrator;

import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Serving;
import io.sluice.orchestrator.fleet.Starts;
import java.util.Locale;

/** Whether a fleet can run anything (supervision, section 8). Pure. */
final class Readiness {

  private Readiness() {}

  /** Why processes cannot start, or none has yet, in words; empty when nothing is wrong. */
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
      case Serving.OnDemand _ -> starts.proved() ? "" : "No process has proved itself yet" + why;
    };
  }

  /** Why nothing may be claimed: in the thread model the ACTIVE process serves on meanwhile. */
  static String noProcessToCome(Fleet fleet, FleetPolicy policy) {
    return policy.ofStandard().alone() ? cannotStart(fleet, policy) : "";
  }
}
