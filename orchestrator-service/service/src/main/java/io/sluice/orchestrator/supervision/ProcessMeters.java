package io.sluice.orchestrator.supervision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetProcess;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.KillReason;
import io.sluice.orchestrator.process.ExitCause;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.protocol.Stats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures processes: memory, age and duration of drains of living ones, by pid, and the causes of
 * exits. Read every few seconds by one thread; exits are reported on any.
 */
public final class ProcessMeters implements Runnable {

  private final MeterRegistry meters;
  private final String workerId;
  private final Processes processes;
  private final Supplier<Fleet> fleet;
  private final Supplier<List<Assignment>> assigned;
  private final InstantSource clock;
  private final MultiGauge memory;
  private final MultiGauge uptime;
  private final MultiGauge drainingSince;

  /**
   * Registers all counters at 0, because an alert does not see a counter whose first value is 1.
   */
  public ProcessMeters(
      MeterRegistry meters,
      String workerId,
      Processes processes,
      Supplier<Fleet> fleet,
      Supplier<List<Assignment>> assigned,
      InstantSource clock) {
    this.meters = meters;
    this.workerId = workerId;
    this.processes = processes;
    this.fleet = fleet;
    this.assigned = assigned;
    this.clock = clock;
    this.memory = gauge("sluice.process.memory", "bytes");
    this.uptime = gauge("sluice.process.uptime", "seconds");
    this.drainingSince = gauge("sluice.process.draining.since.timestamp", "seconds");
    for (KillReason.Kind reason : KillReason.Kind.values()) {
      var _ = healthyKilled(reason);
    }
    Gauge.builder("sluice.worker.processes.memory", this, ProcessMeters::allMemory)
        .baseUnit("bytes")
        .register(meters);
    for (ExitCause cause : ExitCause.values()) {
      var _ = exits(cause);
    }
  }

  private MultiGauge gauge(String name, String unit) {
    return MultiGauge.builder(name).baseUnit(unit).register(meters);
  }

  /** Counts an exit; called while its executions are still known. */
  public void exited(Generation generation, ProcessExit exit) {
    exits(exit.cause()).increment();
    KillReason.Kind reason = killReason(exit);
    if (reason != null) {
      healthyKilled(reason)
          .increment(
              (double)
                  assigned.get().stream()
                      .filter(each -> each.generation().equals(generation))
                      .filter(each -> each.phase() != Phase.STUCK)
                      .count());
    }
  }

  private Counter healthyKilled(KillReason.Kind reason) {
    return meters.counter(
        "sluice.healthy.executions.killed", "reason", reason.name().toLowerCase(Locale.ROOT));
  }

  /** Returns null if this worker did not kill it. */
  private static KillReason.@Nullable Kind killReason(ProcessExit exit) {
    KillReason killed = exit.killed();
    return switch (exit.cause()) {
      case KILLED_AS_SILENT -> KillReason.Kind.SILENT;
      case LEFT_ITS_LINK -> KillReason.Kind.DISOBEYED;
      case KILLED_BY_US -> killed == null ? KillReason.Kind.ORDERED : killed.kind();
      case EXITED,
          OUT_OF_MEMORY,
          JVM_CRASHED,
          KILLED_BY_KERNEL,
          KILLED,
          KILLED_BESIDE_CHILDREN,
          BROKE_LINK,
          TERMINATED,
          ORCHESTRATOR_GONE,
          HANDSHAKE_FAILED,
          HALTED ->
          null;
    };
  }

  private Counter exits(ExitCause cause) {
    return meters.counter("sluice.process.exits", "cause", cause.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    var memories = new ArrayList<MultiGauge.Row<?>>();
    var uptimes = new ArrayList<MultiGauge.Row<?>>();
    var drains = new ArrayList<MultiGauge.Row<?>>();
    fleet
        .get()
        .processes()
        .forEach(
            (generation, member) ->
                processes
                    .find(generation)
                    .ifPresent(
                        entry -> {
                          Tags pid = Tags.of("pid", Long.toString(entry.process().pid()));
                          Stats stats = entry.stats();
                          if (stats != null) {
                            memories.add(
                                MultiGauge.Row.of(
                                    pid.and("execution_model", entry.model().label()),
                                    stats.getRssBytes()));
                          }
                          uptimes.add(
                              MultiGauge.Row.of(
                                  pid, Duration.between(entry.launchedAt(), now).toSeconds()));
                          if (isLeaving(member)) {
                            drains.add(
                                MultiGauge.Row.of(
                                    pid.and("worker_id", workerId),
                                    member.since().getEpochSecond()));
                          }
                        }));
    memory.register(memories, true);
    uptime.register(uptimes, true);
    drainingSince.register(drains, true);
  }

  private static boolean isLeaving(FleetProcess member) {
    return member.state().name().isLeaving();
  }

  private double allMemory() {
    return processes.all().stream()
        .map(Processes.Entry::stats)
        .filter(Objects::nonNull)
        .mapToDouble(Stats::getRssBytes)
        .sum();
  }

  /**
   * Measures the time that processes take from launch to Hello and to Ready. Called by the threads
   * of links.
   */
  public static final class StartTimes {
    private final Timer hello;
    private final Timer ready;
    private final InstantSource clock;

    public StartTimes(MeterRegistry meters, InstantSource clock) {
      this.hello = meters.timer("sluice.process.start", "phase", "hello");
      this.ready = meters.timer("sluice.process.start", "phase", "ready");
      this.clock = clock;
    }

    void hello(Processes.Entry process) {
      hello.record(Duration.between(process.launchedAt(), clock.instant()));
    }

    void ready(Processes.Entry process) {
      ready.record(Duration.between(process.launchedAt(), clock.instant()));
    }
  }
}
