package io.sluice.orchestrator.registration;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.sluice.service.DropCounter;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.AsyncHandler;

/**
 * Counts lines that the console did not take in time. Logging threads never wait for it: a blocked
 * standard output would otherwise stop the threads that keep leases, links and health.
 */
public final class ConsoleDrops {
  /** Below quarkus.log.console.async.queue-length, so that its queue never drops lines itself. */
  private static final int MAX_WAITING = 1000;

  private ConsoleDrops() {}

  /** Bounds each asynchronous handler, and registers the count. */
  public static void register(MeterRegistry meters) {
    var drops = new DropCounter(MAX_WAITING);
    asynchronous(InitialConfigurator.DELAYED_HANDLER.getHandlers())
        .forEach(
            handler ->
                Arrays.stream(handler.getHandlers())
                    .forEach(target -> drops.watch(handler, target)));
    FunctionCounter.builder("sluice.log.lines.dropped", drops, DropCounter::dropped)
        .register(meters);
  }

  private static Stream<AsyncHandler> asynchronous(Handler[] handlers) {
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
