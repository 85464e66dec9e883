package io.sluice.admin.outcome;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one place that tells of ends, after their commit: those of the recorder and those that nobody
 * ran. One log line, one metric, one live event each. All that alerts look at is registered at 0
 * (deploy, section 4). Safe on every thread.
 */
@Singleton
public final class ExecutionsEnded {

  private static final Logger LOG = Logger.getLogger(ExecutionsEnded.class);
  private static final String FINISHED = "sluice.executions.finished";
  private static final List<String> MODELS = List.of("thread", "process", "isolated", "none");
  private final MeterRegistry meters;
  private final ExecutionListener listener;

  ExecutionsEnded(MeterRegistry meters, ExecutionListener listener) {
    this.meters = meters;
    this.listener = listener;
    for (String model : MODELS) {
      finished(ExecutionStatus.SUCCESS, "none", model);
      finished(ExecutionStatus.CANCELLED, "none", model);
      finished(ExecutionStatus.TIMEOUT, "TimeoutError", model);
      finished(ExecutionStatus.BLOCKED, "WorkflowBlacklisted", model);
      finished(ExecutionStatus.FAILED, "other", model);
      ErrorWord.FAILURES.forEach(type -> finished(ExecutionStatus.FAILED, type, model));
      runTime(model);
    }
  }

  /** Tells of one end; call it once, when the end is committed. */
  public void ended(Ended end) {
    String model = model(end.executionModel());
    finished(end.to(), ErrorWord.of(end.errorType()), model).increment();
    if (end.ran() != null) {
      runTime(model).record(end.ran());
    }
    // What went well is the rule, and would drown the rest.
    LOG.logf(
        end.to() == ExecutionStatus.SUCCESS ? Logger.Level.DEBUG : Logger.Level.INFO,
        "execution ended execution=%s from=%s to=%s error_type=%s",
        end.id(),
        end.from(),
        end.to(),
        end.errorType() == null ? "none" : end.errorType().replaceAll("\\p{Cntrl}", "?"));
    listener.ended(end);
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
}
