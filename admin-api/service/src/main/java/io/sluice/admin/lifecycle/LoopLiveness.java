package io.sluice.admin.lifecycle;

import io.sluice.loop.LoopGuard;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Reports not live if a loop has stopped: its thread has ended, or every turn ends with an Error.
 */
@Liveness
@Singleton
final class LoopLiveness implements HealthCheck {

  @Override
  public HealthCheckResponse call() {
    List<String> stopped = LoopGuard.standingStill();
    var answer = HealthCheckResponse.named("loops").status(stopped.isEmpty());
    return stopped.isEmpty()
        ? answer.build()
        : answer.withData("standing_still", String.join(", ", stopped)).build();
  }
}
