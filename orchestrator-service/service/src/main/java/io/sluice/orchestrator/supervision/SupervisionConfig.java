package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.configuration.Mistakes;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/**
 * The fleet's numbers; the environment variables of architecture section 6 are mapped to these
 * keys.
 */
@ConfigMapping(prefix = "sluice.supervision")
public interface SupervisionConfig {

  /** {@code USE_THREAD_WORKERS}: whether this worker runs the {@code thread} model. */
  @WithDefault("false")
  boolean threadWorkers();

  /** {@code EXECUTION_MODEL}: the model when the flag is off. */
  @WithDefault("process")
  String executionModel();

  /** {@code WORKER_THREAD_POOL_SIZE}: slots of a process, 1 to 64. */
  @WithDefault("4")
  int slots();

  /** {@code CANCEL_GRACE_SECONDS}: from told to stop to stuck, 1 to 600. */
  @WithDefault("10")
  int cancelGraceSeconds();

  /** {@code GRACEFUL_SHUTDOWN_SECONDS}: from SIGTERM to SIGKILL, 1 to 600. */
  @WithDefault("5")
  int gracefulShutdownSeconds();

  /** Proved processes to hold ready, 1 to 4. */
  @WithDefault("1")
  int standby();

  /** Bound on processes, at least 4: ACTIVE, STANDBY, one DRAINING, one suspect alone. */
  @WithDefault("6")
  int maxProcesses();

  /** From launch to proof. */
  @WithDefault("20s")
  Duration proveWithin();

  /** A process ends itself after this long without a Ping. */
  @WithDefault("12s")
  Duration deadman();

  /** An ACTIVE process that is silent for this long is handed over, at no cost. */
  @WithDefault("5s")
  Duration silenceHandOver();

  /** A process that is silent for this long counts as crashed. */
  @WithDefault("60s")
  Duration silenceLost();

  /** Often enough that a living process is not taken for a silent one; usually every second. */
  default Duration pingEvery() {
    Duration fifth = silenceHandOver().dividedBy(5);
    return fifth.compareTo(Duration.ofSeconds(1)) < 0 ? fifth : Duration.ofSeconds(1);
  }

  default FleetPolicy toPolicy() {
    return new FleetPolicy(
        standby(),
        maxProcesses(),
        proveWithin(),
        Duration.ofSeconds(gracefulShutdownSeconds()),
        Duration.ofSeconds(2),
        silenceHandOver(),
        silenceLost(),
        5);
  }

  /** One sentence for each value that is not allowed: the variable, the value, and what is. */
  default List<String> mistakes() {
    var mistakes = new Mistakes();
    if (!threadWorkers()) {
      mistakes.add(
          "USE_THREAD_WORKERS is false, which asks for the "
              + executionModel()
              + " model; this version runs only the thread model: set USE_THREAD_WORKERS=true.");
    }
    mistakes.within("WORKER_THREAD_POOL_SIZE", slots(), 1, 64);
    mistakes.within("CANCEL_GRACE_SECONDS", cancelGraceSeconds(), 1, 600);
    mistakes.within("GRACEFUL_SHUTDOWN_SECONDS", gracefulShutdownSeconds(), 1, 600);
    mistakes.within("SLUICE_SUPERVISION_STANDBY", standby(), 1, 4);
    mistakes.within("SLUICE_SUPERVISION_MAX_PROCESSES", maxProcesses(), 4, 64);
    Duration shortest = Duration.ofMillis(500);
    Duration longest = Duration.ofHours(1);
    mistakes.within("SLUICE_SUPERVISION_PROVE_WITHIN", proveWithin(), shortest, longest);
    mistakes.within("SLUICE_SUPERVISION_DEADMAN", deadman(), shortest, longest);
    mistakes.within("SLUICE_SUPERVISION_SILENCE_HAND_OVER", silenceHandOver(), shortest, longest);
    mistakes.within("SLUICE_SUPERVISION_SILENCE_LOST", silenceLost(), shortest, longest);
    mistakes.shorter(
        "SLUICE_SUPERVISION_SILENCE_HAND_OVER",
        silenceHandOver(),
        "SLUICE_SUPERVISION_SILENCE_LOST",
        silenceLost());
    return mistakes.sentences();
  }
}
