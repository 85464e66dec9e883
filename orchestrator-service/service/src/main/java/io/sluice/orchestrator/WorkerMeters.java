package io.sluice.orchestrator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.loop.LoopGuard;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.dispatch.Phase;
import io.sluice.orchestrator.intake.Completer;
import io.sluice.orchestrator.intake.LogForwarder;
import io.sluice.orchestrator.intake.Starter;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Registers gauges that are read from the worker at each scrape. */
final class WorkerMeters {

  private WorkerMeters() {}

  static void register(
      MeterRegistry meters,
      Worker worker,
      Dispatcher dispatcher,
      Completer completer,
      Starter starter,
      String model) {
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
    Gauge.builder("sluice.spool", completer::unconfirmed).register(meters);
    FunctionCounter.builder("sluice.spool.resent", completer, Completer::resent).register(meters);
    permits(meters, "granted", starter, s -> s.permitCounts().granted());
    permits(meters, "refused", starter, s -> s.permitCounts().refused());
    permits(meters, "unanswered", starter, s -> s.permitCounts().unanswered());
    Gauge.builder("sluice.fleet.at_bound", () -> worker.atBound() ? 1 : 0).register(meters);
  }

  /**
   * Registers the counts of lines of executions that were lost on their way to Redis or in its full
   * stream.
   */
  static void registerLogs(MeterRegistry meters, LogForwarder logs) {
    FunctionCounter.builder("sluice.execution.log.lines.dropped", logs, LogForwarder::dropped)
        .register(meters);
    FunctionCounter.builder("sluice.execution.log.entries.removed", logs, LogForwarder::removed)
        .register(meters);
  }

  /**
   * Registers the counts of failed iterations of each long-lived thread; called after all have
   * started.
   */
  static void registerLoops(MeterRegistry meters) {
    LoopGuard.failures()
        .forEach(
            (loop, failures) ->
                FunctionCounter.builder("sluice.loop.failures", failures, LongAdder::sum)
                    .tag("loop", loop)
                    .register(meters));
  }

  private static void permits(
      MeterRegistry meters, String answer, Starter starter, ToDoubleFunction<Starter> count) {
    FunctionCounter.builder("sluice.permits", starter, count)
        .tag("answer", answer)
        .register(meters);
  }

  private static void slots(
      MeterRegistry meters, String use, String model, Supplier<Number> count) {
    Gauge.builder("sluice.slots", count)
        .tag("use", use)
        .tag("execution_model", model)
        .register(meters);
  }
}
