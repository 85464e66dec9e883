package io.sluice.admin.recorder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.OutcomeEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what has ended. All that alerts look at is registered at 0 (deploy, section 4). */
@Singleton
final class RecorderMetrics {

  private static final String FINISHED = "sluice.executions.finished";
  private static final List<String> MODELS = List.of("thread", "process", "isolated", "none");
  private static final Set<String> NAMED =
      Set.of(
          "ExecutionStuck",
          "TimeoutError",
          "ApprovalRejected",
          "WorkflowBlacklisted",
          "WorkerLost",
          "ProcessCrashed",
          "OutOfMemory",
          "ResultTooLarge");

  private final MeterRegistry meters;
  private final Counter refused;
  private final Counter retried;
  private final Counter lost;
  private final AtomicLong lagMs = new AtomicLong();

  RecorderMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.refused = meters.counter("sluice.results.refused");
    this.retried = meters.counter("sluice.executions.retried");
    this.lost = meters.counter("sluice.executions.lost");
    meters.gauge("sluice.recorder.lag.seconds", lagMs, lag -> lag.get() / 1000.0);
    for (String model : MODELS) {
      finished(ExecutionStatus.SUCCESS, "none", model);
      finished(ExecutionStatus.CANCELLED, "none", model);
      finished(ExecutionStatus.TIMEOUT, "TimeoutError", model);
      finished(ExecutionStatus.BLOCKED, "WorkflowBlacklisted", model);
      finished(ExecutionStatus.FAILED, "other", model);
      for (String type :
          List.of(
              "ExecutionStuck", "WorkerLost", "ProcessCrashed", "OutOfMemory", "ResultTooLarge")) {
        finished(ExecutionStatus.FAILED, type, model);
      }
      runTime(model);
    }
  }

  void recorded(Changes changes) {
    refused.increment(changes.refusals().size());
    for (Changes.Row row : changes.rows()) {
      retried.increment(row.after().retries() - row.before().retries());
      lost.increment(row.after().losses() - row.before().losses());
    }
    for (Changes.Row row : changes.ended()) {
      OutcomeEvent outcome = row.outcome();
      String model = outcome == null ? "none" : model(outcome.executionModel());
      finished(row.after().status(), word(row.errorType()), model).increment();
      if (outcome != null) {
        runTime(model).record(Duration.ofMillis(Math.max(0, outcome.runMs())));
      }
    }
  }

  /** How long the oldest unrecorded event has waited. */
  void lag(long millis) {
    lagMs.set(Math.max(0, millis));
  }

  private Counter finished(ExecutionStatus status, String errorType, String model) {
    return meters.counter(
        FINISHED, "status", status.name(), "error_type", errorType, "execution_model", model);
  }

  private Timer runTime(String model) {
    return Timer.builder("sluice.execution.run")
        .tag("execution_model", model)
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(300),
            Duration.ofSeconds(3600))
        .register(meters);
  }

  private static String model(@Nullable String word) {
    String known = Objects.requireNonNullElse(word, "none");
    return MODELS.contains(known) ? known : "none";
  }

  private static String word(@Nullable String errorType) {
    return errorType == null ? "none" : NAMED.contains(errorType) ? errorType : "other";
  }
}
