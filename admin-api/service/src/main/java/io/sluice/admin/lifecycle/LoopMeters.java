package io.sluice.admin.lifecycle;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.sluice.loop.LoopGuard;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/** Registers a counter of failed turns for each loop, after all loops have started. */
@Singleton
final class LoopMeters {
  private final MeterRegistry meters;

  LoopMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void register(@Observes @Priority(Integer.MAX_VALUE) StartupEvent started) {
    LoopGuard.failures()
        .forEach(
            (loop, failures) ->
                FunctionCounter.builder("sluice.loop.failures", failures, LongAdder::sum)
                    .tag("loop", loop)
                    .register(meters));
  }
}
