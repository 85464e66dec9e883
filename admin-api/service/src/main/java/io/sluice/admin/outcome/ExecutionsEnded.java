package io.sluice.admin.outcome;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * The one place that tells of ends, after their commit: those of the recorder and those that nobody
 * ran. One log line, one metric, one live event each. All that alerts look at is registered at 0
 * (deploy, section 4). Safe on every thread.
 */
@Singleton
public final class ExecutionsEnded {

  private static final Logger LOG = Logger.getLogger(ExecutionsEnded.class);
  private static final String FINISHED = "sluice.executions.finished";
  private final MeterRegistry meters;
  private final ModelTimer runTime;
  private final ExecutionListener listener;

  ExecutionsEnded(MeterRegistry meters, ExecutionListener listener) {
    this.meters = meters;
    this.listener = listener;
    this.runTime = new ModelTimer("sluice.execution.run", meters);
    for (String model : ModelTimer.MODELS) {
      finished(ExecutionStatus.SUCCESS, "none", model);
      finished(ExecutionStatus.CANCELLED, "none", model);
      finished(ExecutionStatus.TIMEOUT, "TimeoutError", model);
      finished(ExecutionStatus.BLOCKED, "WorkflowBlacklisted", model);
      finished(ExecutionStatus.FAILED, "other", model);
      ErrorWord.FAILURES.forEach(type -> finished(ExecutionStatus.FAILED, type, model));
    }
  }

  /** Tells of one end; call it once, when the end is committed. */
  public void ended(Ended end) {
    String model = ModelTimer.known(end.executionModel());
    finished(end.to(), ErrorWord.of(end.errorType()), model).increment();
    if (end.ran() != null) {
      runTime.record(end.executionModel(), end.ran());
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
}
