package io.sluice.admin.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.StartupEvent;
import io.sluice.service.DropCounter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.AsyncHandler;

/**
 * Counts log lines that the console did not take in time. Logging never waits for the console: a
 * blocked standard output would otherwise stop the threads that keep leases, connections and
 * health.
 */
@Singleton
final class ConsoleDrops {
  /**
   * Maximum of waiting lines, below quarkus.log.console.async.queue-length, so that the queue
   * itself never drops a line.
   */
  private static final int MAX_WAITING = 1000;

  private final MeterRegistry meters;

  ConsoleDrops(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Bounds each asynchronous handler and registers the counter. */
  void register(@Observes StartupEvent started) {
    var drops = new DropCounter(MAX_WAITING);
    asynchronous(InitialConfigurator.DELAYED_HANDLER.getHandlers())
        .forEach(
            handler ->
                Arrays.stream(handler.getHandlers())
                    .forEach(target -> drops.watch(handler, target)));
    FunctionCounter.builder("sluice.log.lines.dropped", drops, DropCounter::dropped)
        .register(meters);
  }

  static Stream<AsyncHandler> asynchronous(Handler[] handlers) {
    return Arrays.stream(handlers)
        .flatMap(
            handler ->
                switch (handler) {
                  case AsyncHandler async -> Stream.of(async);
                  case ExtHandler outer -> asynchronous(outer.getHandlers());
                  default -> Stream.empty();
                });
  }
}
