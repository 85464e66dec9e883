package io.sluice.diagnostics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.sluice.service.LoopGuard;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Liveness and failure counters of the long-lived threads: not live when one is dead, or when every
 * turn of it has ended with an Error for a minute.
 */
@Liveness
@Singleton
final class LoopHealth implements HealthCheck {
  private final MeterRegistry meters;

  LoopHealth(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Registers a counter for each loop, from 0 on, when all loops have started. */
  void register(@Observes @Priority(Integer.MAX_VALUE) StartupEvent started) {
    LoopGuard.failures()
        .forEach(
            (loop, failures) ->
                FunctionCounter.builder("sluice.loop.failures", failures, LongAdder::sum)
                    .tag("loop", loop)
                    .register(meters));
  }

  @Override
  public HealthCheckResponse call() {
    List<String> standing = LoopGuard.stalled();
    var answer = HealthCheckResponse.named("loops").status(standing.isEmpty());
    return standing.isEmpty()
        ? answer.build()
        : answer.withData("standing_still", String.join(", ", standing)).build();
  }
}
