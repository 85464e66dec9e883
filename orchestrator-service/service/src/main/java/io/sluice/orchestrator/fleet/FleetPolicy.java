package io.sluice.orchestrator.fleet;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models of a worker and the patience of the rules.
 *
 * @param standard the model of executions that ask for none, or for one that is not here
 * @param models the models that this worker runs
 * @param maxProcesses bound on STARTING to EXITING together
 * @param maxBeside how many of these may be of other models than the standard one, so that they
 *     never keep it from a hand-over
 * @param maxStarting how many of one model may be STARTING at the same time: more than the cores
 *     can start would keep all of them from proving themselves in time
 * @param proveWithin from launch to proof
 * @param graceful from SIGTERM to SIGKILL ({@code GRACEFUL_SHUTDOWN_SECONDS})
 * @param handOverPause at least this between two hand-overs, so that stuck executions in a row
 *     start no storm
 * @param silenceHandOver without a sign of life for this long a process gives way; it costs nothing
 * @param silenceLost without a sign of life for this long a process counts as crashed; 0 for never
 * @param mostAge a process that takes work for longer gives way; empty for never
 * @param failuresNotReady failed starts in a row after which the worker is not ready
 */
public record FleetPolicy(
    ExecutionModel standard,
    Map<ExecutionModel, ModelPolicy> models,
    int maxProcesses,
    int maxBeside,
    int maxStarting,
    Duration proveWithin,
    Duration graceful,
    Duration handOverPause,
    Duration silenceHandOver,
    Duration silenceLost,
    Optional<Duration> mostAge,
    int failuresNotReady) {

  /** How long a process may take to exit after its last words before it is told to. */
  static final Duration LEAVE_WITHIN = Duration.ofSeconds(1);

  /** How often SIGKILL is repeated until the exit was seen. */
  static final Duration KILL_AGAIN = Duration.ofSeconds(1);

  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);

  /** The model that an execution runs in, by the label it asks for. */
  public ExecutionModel choose(@Nullable String asked) {
    return ExecutionModel.of(asked).filter(models::containsKey).orElse(standard);
  }

  /** The numbers of a model that this worker runs. */
  public ModelPolicy of(ExecutionModel model) {
    return Objects.requireNonNull(models.get(model));
  }

  /** The numbers of the standard model. */
  public ModelPolicy ofStandard() {
    return of(standard);
  }

  /** Executions at the same time in the standard model. */
  public int slotsAtOnce() {
    return switch (ofStandard().serving()) {
      case Serving.One _ -> ofStandard().slots();
      case Serving.OnDemand(_, int most, _) -> most;
    };
  }

  /** All models, the standard one first: what is short goes to it first. */
  Stream<ExecutionModel> inOrder() {
    return models.keySet().stream()
        .sorted(
            Comparator.comparing((ExecutionModel model) -> model != standard)
                .thenComparing(m -> m));
  }

  /** Pause after a failed start: 1, 2, 4 … 60 s (supervision, section 8). */
  Duration backoff(int failures) {
    Duration pause = Duration.ofSeconds(1L << Math.clamp(failures - 1L, 0, 6));
    return pause.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : pause;
  }
}
