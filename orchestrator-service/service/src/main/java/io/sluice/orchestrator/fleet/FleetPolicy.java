package io.sluice.orchestrator.fleet;

import io.sluice.orchestrator.fleet.ModelPolicy.Scaling;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Models and limits of a worker.
 *
 * @param standard model of executions that request none, or one that this worker does not run
 * @param models policy of each model that this worker runs
 * @param maxAge a process that takes work is handed over at this age; empty for never
 * @param failuresNotReady number of consecutive failed starts after which the worker is not ready
 */
public record FleetPolicy(
    ExecutionModel standard,
    Map<ExecutionModel, ModelPolicy> models,
    Bounds bounds,
    Timing timing,
    Silence silence,
    Optional<Duration> maxAge,
    int failuresNotReady) {
  /**
   * Bounds on numbers of processes.
   *
   * @param processes from STARTING to EXITING together
   * @param beside of other models than the standard one, so that they never prevent a hand-over
   * @param starting of one model in STARTING: with more than the cores can start, none would be
   *     ready in time
   */
  public record Bounds(int processes, int beside, int starting) {}

  /**
   * Durations of the steps of a process.
   *
   * @param readyWithin longest time from launch to ready
   * @param graceful time from SIGTERM to SIGKILL ({@code GRACEFUL_SHUTDOWN_SECONDS})
   * @param handOverPause shortest time between two hand-overs, so that a series of stuck executions
   *     does not cause a series of launches
   */
  public record Timing(Duration readyWithin, Duration graceful, Duration handOverPause) {}

  /**
   * Limits of the time without a message of a process.
   *
   * @param handOver a process is handed over after this time; this costs nothing
   * @param lost a process counts as crashed after this time; 0 for never
   */
  public record Silence(Duration handOver, Duration lost) {}

  /** Time that a process may take to exit after its Drained message before it is told to. */
  static final Duration EXIT_TIMEOUT = Duration.ofSeconds(1);

  /** Interval of repeated SIGKILLs until the exit is seen. */
  static final Duration KILL_INTERVAL = Duration.ofSeconds(1);

  private static final Duration MAX_BACKOFF_DURATION = Duration.ofSeconds(60);

  /** Returns the model in which an execution runs, by the label that it requests. */
  public ExecutionModel choose(@Nullable String asked) {
    return ExecutionModel.of(asked).filter(models::containsKey).orElse(standard);
  }

  /** Returns the policy of a model that this worker runs. */
  public ModelPolicy of(ExecutionModel model) {
    return Objects.requireNonNull(models.get(model));
  }

  /** Returns the policy of the standard model. */
  public ModelPolicy ofStandard() {
    return of(standard);
  }

  /** Returns the number of executions at the same time in the standard model. */
  public int slotsAtOnce() {
    return switch (ofStandard().serving()) {
      case Scaling.One _ -> ofStandard().slots();
      case Scaling.OnDemand(_, int most, _) -> most;
    };
  }

  /**
   * Returns all models, the standard one first, because it has priority when processes are scarce.
   */
  Stream<ExecutionModel> inOrder() {
    return models.keySet().stream()
        .sorted(
            Comparator.comparing((ExecutionModel model) -> model != standard)
                .thenComparing(m -> m));
  }

  /** Returns the pause after a failed start: 1, 2, 4 … 60 s. */
  Duration backoff(int failures) {
    Duration pause = Duration.ofSeconds(1L << Math.clamp(failures - 1L, 0, 6));
    return pause.compareTo(MAX_BACKOFF_DURATION) > 0 ? MAX_BACKOFF_DURATION : pause;
  }
}
