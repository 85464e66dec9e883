package io.sluice.samples;

import io.sluice.workflow.Closer;
import io.sluice.workflow.CloserRegistration;
import io.sluice.workflow.LogLevel;
import io.sluice.workflow.WorkflowContext;
import java.time.Instant;
import java.util.Optional;

/** A context for tests: told to stop or not, and in a given attempt. */
record RecordingContext(int attempt, boolean isCancelled) implements WorkflowContext {
  static RecordingContext first() {
    return new RecordingContext(1, false);
  }

  @Override
  public String executionId() {
    return "execution";
  }

  @Override
  public String workflowName() {
    return "workflow";
  }

  @Override
  public String fencingToken() {
    return "1.1";
  }

  @Override
  public Optional<Instant> deadline() {
    return Optional.empty();
  }

  @Override
  public void checkCancelled() throws InterruptedException {
    if (isCancelled) {
      throw new InterruptedException();
    }
  }

  @Override
  public CloserRegistration onCancel(String description, Closer closer) {
    return () -> {};
  }

  @Override
  public void progress(double percent, String message) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("progress " + percent);
    }
  }

  @Override
  public void log(String message) {}

  @Override
  public void log(LogLevel level, String message) {}
}
