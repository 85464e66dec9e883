package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.ConfigViolations;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.ModelPolicy;
import io.sluice.orchestrator.fleet.ModelPolicy.Scaling;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Settings of the fleet. The environment variables of docs/configuration.md are mapped to these
 * keys.
 */
@ConfigMapping(prefix = "sluice.supervision")
public interface SupervisionConfig {

  /**
   * {@code USE_THREAD_WORKERS}: true if {@code thread} is the model of this worker; the rollout
   * flag.
   */
  @WithDefault("false")
  boolean threadWorkers();

  /** {@code EXECUTION_MODEL}: the model if the flag is off, process or isolated. */
  @WithDefault("process")
  String executionModel();

  /** {@code WORKER_THREAD_POOL_SIZE}: slots of a process in the thread model, 1 to 64. */
  @WithDefault("4")
  int slots();

  /** {@code MIN_WORKERS}: warm processes in the process model, 0 to 64. */
  @WithDefault("2")
  int minWorkers();

  /** {@code MAX_WORKERS}: maximum of processes with one execution each, 1 to 64. */
  @WithDefault("10")
  int maxWorkers();

  /**
   * {@code RECYCLE_AFTER_EXECUTIONS}: executions of a process before it is replaced, 0 for never.
   */
  @WithDefault("0")
  int recycleAfterExecutions();

  /** Age at which a process is replaced; absent for never. */
  Optional<Duration> recycleAfterAge();

  /** A process above {@code MIN_WORKERS} is ended after this time without work. */
  @WithDefault("30s")
  Duration idleFor();

  /** {@code CANCEL_GRACE_SECONDS}: from the request to stop to stuck, 1 to 600. */
  @WithDefault("10")
  int cancelGraceSeconds();

  /** {@code GRACEFUL_SHUTDOWN_SECONDS}: from SIGTERM to SIGKILL, 1 to 600. */
  @WithDefault("5")
  int gracefulShutdownSeconds();

  /** Number of ready processes kept for a hand-over, 1 to 4. */
  @WithDefault("1")
  int standby();

  /**
   * Bound on processes of all states. In the thread model at least 4 (ACTIVE, STANDBY, one
   * DRAINING, one with a single suspect) and 6 by default; otherwise {@code MAX_WORKERS} plus 2 by
   * default.
   */
  OptionalInt maxProcesses();

  /**
   * Processes of one model that may be STARTING at the same time, 1 to 64; by default one for each
   * core, and at least 2.
   */
  OptionalInt maxStarting();

  /** Longest time from launch to ready. */
  @WithDefault("20s")
  Duration proveWithin();

  /** A process ends itself after this time without a Ping. */
  @WithDefault("12s")
  Duration orchestratorWatchdog();

  /** An ACTIVE process is handed over after this time without a message; this costs nothing. */
  @WithDefault("5s")
  Duration silenceHandOver();

  /** A process counts as crashed and is killed after this time without a message; 0 for never. */
  @WithDefault("60s")
  Duration silenceLost();

  /**
   * Longest time that a worker waits at its end for what runs; absent for no limit. What still runs
   * then is repeated by other workers.
   */
  Optional<Duration> drainWithin();

  /**
   * Memory of this service itself in MiB, in the sum that is compared with the container's limit.
   */
  @WithDefault("448")
  int orchestratorMb();

  /**
   * What to do if the processes do not fit into the memory of the container. The chart refuses;
   * elsewhere the container may be shared with other programs on purpose.
   */
  @WithDefault("warn")
  MemoryCheck memoryCheck();

  /** Consequence of a sum of memory above the limit of the container. */
  enum MemoryCheck {
    REFUSE,
    WARN,
    OFF
  }

  /**
   * Returns a sentence if 85 % of the container's memory are less than this service and all its
   * processes may use; empty if they fit or there is no limit.
   *
   * @param processMb largest memory of one process in MiB
   */
  default Optional<String> memoryViolation(int processMb, OptionalLong limitBytes) {
    long needed = orchestratorMb() + (long) bound() * processMb;
    long usable = limitBytes.orElse(Long.MAX_VALUE) / 100 * 85 / 1_048_576;
    return needed <= usable || limitBytes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "SLUICE_SUPERVISION_MAX_PROCESSES is %d: with %d MiB for the orchestrator and up to %d MiB for each"
                    + " process that is %d MiB, and 85 %% of this container's memory are %d MiB. Raise its limit,"
                    + " lower the bound or SLUICE_LAUNCH_HEAP_MB, or set SLUICE_SUPERVISION_MEMORY_CHECK=warn.",
                bound(),
                orchestratorMb(),
                processMb,
                needed,
                usable));
  }

  /**
   * Returns the interval of pings, short enough that a living process does not seem silent; usually
   * 1 s.
   */
  default Duration pingEvery() {
    Duration fifth = silenceHandOver().dividedBy(5);
    return fifth.compareTo(Duration.ofSeconds(1)) < 0 ? fifth : Duration.ofSeconds(1);
  }

  /**
   * Returns the longest time that an execution waits here for a slot; a process on demand is
   * launched first.
   */
  default Duration slotTimeout(ExecutionModel model) {
    return Duration.ofSeconds(model == ExecutionModel.THREAD ? 2 : 30);
  }

  default FleetPolicy toPolicy() {
    return new FleetPolicy(
        Models.standard(this),
        Models.of(this),
        new FleetPolicy.Bounds(bound(), Models.beside(this), startingAtOnce()),
        new FleetPolicy.Timing(
            proveWithin(), Duration.ofSeconds(gracefulShutdownSeconds()), Duration.ofSeconds(2)),
        new FleetPolicy.Silence(silenceHandOver(), silenceLost()),
        recycleAfterAge(),
        5);
  }

  /** Returns the effective bound on processes. */
  default int bound() {
    return maxProcesses().orElse(threadWorkers() ? 6 : maxWorkers() + 2);
  }

  /** Returns the effective bound on concurrent starts. */
  default int startingAtOnce() {
    return maxStarting().orElse(Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 64));
  }

  /** Returns one sentence for each value that is not allowed: variable, value, allowed range. */
  default List<String> violations() {
    var violations = new ConfigViolations();
    if (!List.of("process", "isolated").contains(executionModel())) {
      violations.add(
          "EXECUTION_MODEL is %s; allowed is process or isolated. For the thread model set USE_THREAD_WORKERS=true."
              .formatted(executionModel()));
    }
    violations.within("WORKER_THREAD_POOL_SIZE", slots(), 1, 64);
    violations.within("MAX_WORKERS", maxWorkers(), 1, 64);
    violations.within("MIN_WORKERS", minWorkers(), 0, maxWorkers());
    violations.within("RECYCLE_AFTER_EXECUTIONS", recycleAfterExecutions(), 0, Integer.MAX_VALUE);
    recycleAfterAge()
        .ifPresent(
            age ->
                violations.within(
                    "SLUICE_SUPERVISION_RECYCLE_AFTER_AGE",
                    age,
                    Duration.ofMinutes(1),
                    Duration.ofDays(365)));
    violations.within(
        "SLUICE_SUPERVISION_IDLE_FOR", idleFor(), Duration.ofSeconds(1), Duration.ofDays(1));
    violations.within("CANCEL_GRACE_SECONDS", cancelGraceSeconds(), 1, 600);
    violations.within("GRACEFUL_SHUTDOWN_SECONDS", gracefulShutdownSeconds(), 1, 600);
    violations.within("SLUICE_SUPERVISION_STANDBY", standby(), 1, 4);
    violations.within(
        "SLUICE_SUPERVISION_MAX_PROCESSES", bound(), threadWorkers() ? 4 : maxWorkers() + 1, 128);
    violations.within("SLUICE_SUPERVISION_MAX_STARTING", startingAtOnce(), 1, 64);
    drainWithin()
        .ifPresent(
            limit ->
                violations.within(
                    "SLUICE_SUPERVISION_DRAIN_WITHIN",
                    limit,
                    Duration.ofSeconds(1),
                    Duration.ofDays(8)));
    violations.within("SLUICE_SUPERVISION_ORCHESTRATOR_MB", orchestratorMb(), 1, 65_536);
    Duration shortest = Duration.ofMillis(500);
    Duration longest = Duration.ofHours(1);
    violations.within("SLUICE_SUPERVISION_PROVE_WITHIN", proveWithin(), shortest, longest);
    violations.within("SLUICE_SUPERVISION_DEADMAN", orchestratorWatchdog(), shortest, longest);
    violations.within("SLUICE_SUPERVISION_SILENCE_HAND_OVER", silenceHandOver(), shortest, longest);
    if (!silenceLost().isZero()) {
      violations.within("SLUICE_SUPERVISION_SILENCE_LOST", silenceLost(), shortest, longest);
      violations.shorter(
          "SLUICE_SUPERVISION_SILENCE_HAND_OVER",
          silenceHandOver(),
          "SLUICE_SUPERVISION_SILENCE_LOST",
          silenceLost());
    }
    return violations.sentences();
  }

  /**
   * Models that a worker runs, by its configuration: its own, and those with one execution in a
   * process, for workflows that request it and for suspects of a crash. With the flag off there is
   * no thread model: executions that request it run in the own model of the worker. Pure.
   */
  final class Models {

    private Models() {}

    static ExecutionModel standard(SupervisionConfig config) {
      return config.threadWorkers()
          ? ExecutionModel.THREAD
          : ExecutionModel.of(config.executionModel()).orElse(ExecutionModel.PROCESS);
    }

    static Map<ExecutionModel, ModelPolicy> of(SupervisionConfig config) {
      var models = new EnumMap<ExecutionModel, ModelPolicy>(ExecutionModel.class);
      if (config.threadWorkers()) {
        var one = new Scaling.One(config.standby());
        models.put(
            ExecutionModel.THREAD,
            new ModelPolicy(one, config.slots(), config.recycleAfterExecutions()));
      }
      boolean warm = standard(config) == ExecutionModel.PROCESS;
      models.put(
          ExecutionModel.PROCESS,
          new ModelPolicy(
              onDemand(config, ExecutionModel.PROCESS, warm ? config.minWorkers() : 0),
              1,
              config.recycleAfterExecutions()));
      models.put(
          ExecutionModel.ISOLATED,
          new ModelPolicy(onDemand(config, ExecutionModel.ISOLATED, 0), 1, 1));
      return Map.copyOf(models);
    }

    /**
     * Returns the maximum of processes of other models. In the thread model the ACTIVE one, its
     * STANDBY and a draining one are reserved.
     */
    static int beside(SupervisionConfig config) {
      return config.threadWorkers()
          ? Math.max(1, config.bound() - 2 - config.standby())
          : Math.max(1, config.bound() - config.maxWorkers());
    }

    private static Scaling.OnDemand onDemand(
        SupervisionConfig config, ExecutionModel model, int least) {
      int most = model == standard(config) ? config.maxWorkers() : beside(config);
      return new Scaling.OnDemand(least, Math.min(most, config.maxWorkers()), config.idleFor());
    }
  }
}
