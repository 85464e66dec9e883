package io.sluice.orchestrator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.dispatch.Phase;
import java.util.function.Supplier;

/** Gauges that are read from the worker whenever somebody scrapes. */
final class WorkerMeters {

  private WorkerMeters() {}

  static void register(MeterRegistry meters, Worker worker, Dispatcher dispatcher, String model) {
    slots(meters, "free", model, dispatcher::freeSlots);
    slots(
        meters,
        "busy",
        model,
        () -> dispatcher.assigned().stream().filter(a -> a.phase() != Phase.STUCK).count());
    slots(
        meters,
        "stuck",
        model,
        () -> dispatcher.assigned().stream().filter(a -> a.phase() == Phase.STUCK).count());
    Gauge.builder("sluice.fleet.at_bound", () -> worker.atBound() ? 1 : 0).register(meters);
  }

  private static void slots(
      MeterRegistry meters, String use, String model, Supplier<Number> count) {
    Gauge.builder("sluice.slots", count)
        .tag("use", use)
        .tag("execution_model", model)
        .register(meters);
  }
}
