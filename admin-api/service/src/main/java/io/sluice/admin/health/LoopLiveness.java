package io.sluice.admin.health;

import io.sluice.loop.LoopGuard;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Not live when a loop cannot go on: its thread is dead, or nothing but Errors ends its turns. */
@Liveness
@Singleton
final class LoopLiveness implements HealthCheck {

  @Override
  public HealthCheckResponse call() {
    List<String> standing = LoopGuard.standingStill();
    var answer = HealthCheckResponse.named("loops").status(standing.isEmpty());
    return standing.isEmpty()
        ? answer.build()
        : answer.withData("standing_still", String.join(", ", standing)).build();
  }
}
