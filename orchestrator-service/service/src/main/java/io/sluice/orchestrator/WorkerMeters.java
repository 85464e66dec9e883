package io.sluice.orchestrator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.sluice.orchestrator.claim.StartGate;
import io.sluice.orchestrator.process.ContainerMemory;
import io.sluice.orchestrator.results.LogForwarder;
import io.sluice.orchestrator.results.ResultSender;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.service.DropCounter;
import io.sluice.service.LoopGuard;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Registers gauges that are read from the worker at each scrape. */
final class WorkerMeters {

  private WorkerMeters() {}

  static void register(
      MeterRegistry meters,
      Worker worker,
      SlotScheduler scheduler,
      ResultSender sender,
      StartGate startGate,
      String model) {
    slots(meters, "free", model, scheduler::freeSlots);
    slots(
        meters,
        "busy",
        model,
        () -> scheduler.assigned().stream().filter(a -> a.phase() != Phase.STUCK).count());
    slots(
        meters,
        "stuck",
        model,
        () -> scheduler.assigned().stream().filter(a -> a.phase() == Phase.STUCK).count());
    Gauge.builder("sluice.spool", sender::unconfirmed).register(meters);
    FunctionCounter.builder("sluice.spool.resent", sender, ResultSender::resent).register(meters);
    permits(meters, "granted", startGate, s -> s.permitCounts().granted());
    permits(meters, "refused", startGate, s -> s.permitCounts().refused());
    permits(meters, "unanswered", startGate, s -> s.permitCounts().unanswered());
    Gauge.builder("sluice.fleet.at_bound", () -> worker.atBound() ? 1 : 0).register(meters);
  }

  /** Registers the memory of the container; the limit is 0 if there is none. */
  static void registerMemory(MeterRegistry meters, ContainerMemory memory) {
    Gauge.builder("sluice.worker.memory", memory, ContainerMemory::used)
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("sluice.worker.memory.limit", () -> memory.limit().orElse(0))
        .baseUnit("bytes")
        .register(meters);
  }

  /**
   * Registers the predicted duration of a drain that begins now, and the time that a stop still
   * waits, which is +Inf if the worker does not stop, or without limit.
   */
  static void registerDrain(
      MeterRegistry meters, Supplier<Duration> predicted, Supplier<@Nullable Duration> left) {
    Gauge.builder("sluice.drain.predicted", () -> predicted.get().toMillis() / 1000.0)
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("sluice.drain.left", () -> seconds(left.get()))
        .baseUnit("seconds")
        .register(meters);
  }

  private static double seconds(@Nullable Duration left) {
    return left == null ? Double.POSITIVE_INFINITY : left.toMillis() / 1000.0;
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

  /** Registers the count of log lines of this worker that the console did not take in time. */
  static void registerConsole(MeterRegistry meters) {
    var drops = DropCounter.ofConsole(InitialConfigurator.DELAYED_HANDLER.getHandlers());
    FunctionCounter.builder("sluice.log.lines.dropped", drops, DropCounter::dropped)
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
      MeterRegistry meters, String answer, StartGate startGate, ToDoubleFunction<StartGate> count) {
    FunctionCounter.builder("sluice.permits", startGate, count)
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
