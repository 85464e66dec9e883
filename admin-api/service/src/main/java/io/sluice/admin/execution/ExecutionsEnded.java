package io.sluice.admin.execution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Logs, counts and publishes ended executions, after their commit: those of the recorder and those
 * that ended before they ran. One log line, one live event and one count each, which {@link
 * WorkflowMeters} has by workflow. All series that alerts use are registered at 0. Safe on every
 * thread.
 */
@Singleton
public final class ExecutionsEnded {

  private static final Logger LOG = Logger.getLogger(ExecutionsEnded.class);
  private static final String FINISHED = "sluice.executions.finished";
  private final MeterRegistry meters;
  private final ModelTimer runTime;
  private final WorkflowMeters workflows;
  private final ExecutionListener listener;

  ExecutionsEnded(MeterRegistry meters, WorkflowMeters workflows, ExecutionListener listener) {
    this.meters = meters;
    this.workflows = workflows;
    this.listener = listener;
    this.runTime = new ModelTimer("sluice.execution.run", meters);
    for (String model : ModelTimer.MODELS) {
      finished(ExecutionStatus.SUCCESS, "none", model);
      finished(ExecutionStatus.CANCELLED, "none", model);
      finished(ExecutionStatus.TIMEOUT, "TimeoutError", model);
      finished(ExecutionStatus.BLOCKED, "WorkflowBlacklisted", model);
      finished(ExecutionStatus.FAILED, "other", model);
      ErrorLabel.FAILURES.forEach(type -> finished(ExecutionStatus.FAILED, type, model));
    }
  }

  /** Publishes one end; call it once, after its commit. */
  public void ended(Ended end) {
    String model = ModelTimer.known(end.executionModel());
    finished(end.to(), ErrorLabel.of(end.errorType()), model).increment();
    workflows.ended(end);
    if (end.ran() != null) {
      runTime.record(end.executionModel(), end.ran());
    }
    // Success is the rule: at INFO it would hide the other ends.
    LOG.logf(
        end.to() == ExecutionStatus.SUCCESS ? Logger.Level.DEBUG : Logger.Level.INFO,
        "execution ended execution=%s workflow=%s from=%s to=%s error_type=%s",
        end.id(),
        end.workflow(),
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
