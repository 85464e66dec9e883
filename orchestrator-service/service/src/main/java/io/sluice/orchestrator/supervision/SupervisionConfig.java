package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.configuration.Mistakes;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The fleet's numbers; the environment variables of architecture section 6 are mapped to these
 * keys.
 */
@ConfigMapping(prefix = "sluice.supervision")
public interface SupervisionConfig {

  /**
   * {@code USE_THREAD_WORKERS}: whether {@code thread} is this worker's model; the rollout flag.
   */
  @WithDefault("false")
  boolean threadWorkers();

  /** {@code EXECUTION_MODEL}: the model when the flag is off, process or isolated. */
  @WithDefault("process")
  String executionModel();

  /** {@code WORKER_THREAD_POOL_SIZE}: slots of a process in the thread model, 1 to 64. */
  @WithDefault("4")
  int slots();

  /** {@code MIN_WORKERS}: warm processes in the process model, 0 to 64. */
  @WithDefault("2")
  int minWorkers();

  /** {@code MAX_WORKERS}: most processes that run executions of their own, 1 to 64. */
  @WithDefault("10")
  int maxWorkers();

  /**
   * {@code RECYCLE_AFTER_EXECUTIONS}: executions of a process before it is replaced, 0 for never.
   */
  @WithDefault("0")
  int recycleAfterExecutions();

  /** Age at which a process is replaced; absent for never. */
  Optional<Duration> recycleAfterAge();

  /** After this long without work a process beyond {@code MIN_WORKERS} goes. */
  @WithDefault("30s")
  Duration idleFor();

  /** {@code CANCEL_GRACE_SECONDS}: from told to stop to stuck, 1 to 600. */
  @WithDefault("10")
  int cancelGraceSeconds();

  /** {@code GRACEFUL_SHUTDOWN_SECONDS}: from SIGTERM to SIGKILL, 1 to 600. */
  @WithDefault("5")
  int gracefulShutdownSeconds();

  /** Proved processes to hold ready, 1 to 4. */
  @WithDefault("1")
  int standby();

  /**
   * Bound on processes of all states. In the thread model at least 4: ACTIVE, STANDBY, one
   * DRAINING, one suspect alone, and by default 6; else by default {@code MAX_WORKERS} and 2.
   */
  OptionalInt maxProcesses();

  /**
   * Processes of one model that may be STARTING at the same time, 1 to 64; by default one for each
   * core, and at least 2.
   */
  OptionalInt maxStarting();

  /** From launch to proof. */
  @WithDefault("20s")
  Duration proveWithin();

  /** A process ends itself after this long without a Ping. */
  @WithDefault("12s")
  Duration deadman();

  /** An ACTIVE process that is silent for this long is handed over, at no cost. */
  @WithDefault("5s")
  Duration silenceHandOver();

  /** A process that is silent for this long counts as crashed and is killed; 0 for never. */
  @WithDefault("60s")
  Duration silenceLost();

  /** Often enough that a living process is not taken for a silent one; usually every second. */
  default Duration pingEvery() {
    Duration fifth = silenceHandOver().dividedBy(5);
    return fifth.compareTo(Duration.ofSeconds(1)) < 0 ? fifth : Duration.ofSeconds(1);
  }

  /** How long an execution may wait here for a slot: one on demand first has to be launched. */
  default Duration slotPatience(ExecutionModel model) {
    return Duration.ofSeconds(model == ExecutionModel.THREAD ? 2 : 30);
  }

  default FleetPolicy toPolicy() {
    return new FleetPolicy(
        Models.standard(this),
        Models.of(this),
        bound(),
        Models.beside(this),
        startingAtOnce(),
        proveWithin(),
        Duration.ofSeconds(gracefulShutdownSeconds()),
        Duration.ofSeconds(2),
        silenceHandOver(),
        silenceLost(),
        recycleAfterAge(),
        5);
  }

  /** The bound on processes that holds. */
  default int bound() {
    return maxProcesses().orElse(threadWorkers() ? 6 : maxWorkers() + 2);
  }

  /** The bound on starts at the same time that holds. */
  default int startingAtOnce() {
    return maxStarting().orElse(Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 64));
  }

  /** One sentence for each value that is not allowed: the variable, the value, and what is. */
  default List<String> mistakes() {
    var mistakes = new Mistakes();
    if (!List.of("process", "isolated").contains(executionModel())) {
      mistakes.add(
          "EXECUTION_MODEL is %s; allowed is process or isolated. For the thread model set USE_THREAD_WORKERS=true."
              .formatted(executionModel()));
    }
    mistakes.within("WORKER_THREAD_POOL_SIZE", slots(), 1, 64);
    mistakes.within("MAX_WORKERS", maxWorkers(), 1, 64);
    mistakes.within("MIN_WORKERS", minWorkers(), 0, maxWorkers());
    mistakes.within("RECYCLE_AFTER_EXECUTIONS", recycleAfterExecutions(), 0, Integer.MAX_VALUE);
    recycleAfterAge()
        .ifPresent(
            age ->
                mistakes.within(
                    "SLUICE_SUPERVISION_RECYCLE_AFTER_AGE",
                    age,
                    Duration.ofMinutes(1),
                    Duration.ofDays(365)));
    mistakes.within(
        "SLUICE_SUPERVISION_IDLE_FOR", idleFor(), Duration.ofSeconds(1), Duration.ofDays(1));
    mistakes.within("CANCEL_GRACE_SECONDS", cancelGraceSeconds(), 1, 600);
    mistakes.within("GRACEFUL_SHUTDOWN_SECONDS", gracefulShutdownSeconds(), 1, 600);
    mistakes.within("SLUICE_SUPERVISION_STANDBY", standby(), 1, 4);
    mistakes.within(
        "SLUICE_SUPERVISION_MAX_PROCESSES", bound(), threadWorkers() ? 4 : maxWorkers() + 1, 128);
    mistakes.within("SLUICE_SUPERVISION_MAX_STARTING", startingAtOnce(), 1, 64);
    Duration shortest = Duration.ofMillis(500);
    Duration longest = Duration.ofHours(1);
    mistakes.within("SLUICE_SUPERVISION_PROVE_WITHIN", proveWithin(), shortest, longest);
    mistakes.within("SLUICE_SUPERVISION_DEADMAN", deadman(), shortest, longest);
    mistakes.within("SLUICE_SUPERVISION_SILENCE_HAND_OVER", silenceHandOver(), shortest, longest);
    if (!silenceLost().isZero()) {
      mistakes.within("SLUICE_SUPERVISION_SILENCE_LOST", silenceLost(), shortest, longest);
      mistakes.shorter(
          "SLUICE_SUPERVISION_SILENCE_HAND_OVER",
          silenceHandOver(),
          "SLUICE_SUPERVISION_SILENCE_LOST",
          silenceLost());
    }
    return mistakes.sentences();
  }
}
