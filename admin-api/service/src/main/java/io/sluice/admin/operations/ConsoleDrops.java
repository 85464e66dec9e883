package io.sluice.admin.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.StartupEvent;
import io.sluice.service.DropCounter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Counts log lines that the console did not take in time. Logging never waits for the console: a
 * blocked standard output would otherwise stop the threads that keep leases, connections and
 * health.
 */
@Singleton
final class ConsoleDrops {
  private final MeterRegistry meters;

  ConsoleDrops(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Bounds each asynchronous handler and registers the counter. */
  void register(@Observes StartupEvent started) {
    var drops = DropCounter.ofConsole(InitialConfigurator.DELAYED_HANDLER.getHandlers());
    FunctionCounter.builder("sluice.log.lines.dropped", drops, DropCounter::dropped)
        .register(meters);
  }
}
