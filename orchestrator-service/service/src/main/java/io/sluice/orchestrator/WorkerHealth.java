package io.sluice.orchestrator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Health checks of the worker. Live: every long-lived thread makes progress. Ready: a process is
 * ACTIVE and work can be claimed; otherwise the reason.
 */
@ApplicationScoped
class WorkerHealth {
  private final Worker worker;

  WorkerHealth(Worker worker) {
    this.worker = worker;
  }

  @Produces
  @Liveness
  HealthCheck live() {
    return () -> {
      List<String> standing = worker.stalled();
      var response = HealthCheckResponse.named("loops").status(standing.isEmpty());
      return standing.isEmpty()
          ? response.build()
          : response.withData("standing_still", String.join(", ", standing)).build();
    };
  }

  @Produces
  @Readiness
  HealthCheck ready() {
    return () -> {
      String missing = worker.notReadyBecause();
      var response = HealthCheckResponse.named("worker").status(missing.isEmpty());
      return missing.isEmpty() ? response.build() : response.withData("missing", missing).build();
    };
  }
}
