package io.sluice.process.execution;

import io.sluice.process.output.BoundedText;
import io.sluice.process.output.ExecutionLog;
import io.sluice.workflow.Closer;
import io.sluice.workflow.CloserRegistration;
import io.sluice.workflow.LogLevel;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowSpan;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Context that a workflow sees. Any of its threads may call it. */
final class ExecutionContext implements WorkflowContext {
  /** Latest progress that was not sent yet. */
  record ProgressMade(double percent, String message) {}

  private static final int MAX_MESSAGE_BYTES = 1_000;

  private final ExecutionRequest request;
  private final ExecutionLog log;
  private final Closers closers;
  private final Runnable onProgress;
  private final Optional<ExecutionSpans> spans;
  private final AtomicReference<@Nullable ProgressMade> progress = new AtomicReference<>();
  private volatile boolean stopRequested;
  private volatile boolean seen;
  private volatile boolean ended;
  private volatile boolean progressWarned;

  /**
   * @param onProgress called by the thread of the workflow when progress begins to wait
   */
  ExecutionContext(
      ExecutionRequest request,
      ExecutionLog log,
      Closers closers,
      Runnable onProgress,
      Optional<ExecutionSpans> spans) {
    this.spans = spans;
    this.request = request;
    this.log = log;
    this.closers = closers;
    this.onProgress = onProgress;
  }

  /** Sets the flag: the first step of the ladder. */
  void requestStop() {
    stopRequested = true;
    closers.requestStop();
  }

  void end() {
    ended = true;
  }

  /** Returns true if the workflow has read the flag since it was set. */
  boolean hasSeenFlag() {
    return seen;
  }

  @Nullable ProgressMade takeProgress() {
    return progress.getAndSet(null);
  }

  @Override
  public String executionId() {
    return request.attempt().getExecutionId();
  }

  @Override
  public String workflowName() {
    return request.workflowName();
  }

  @Override
  public int attempt() {
    return request.attemptNumber();
  }

  @Override
  public String fencingToken() {
    return String.format(
        Locale.ROOT, "%019d.%019d", request.attempt().getEpoch(), request.attempt().getClaim());
  }

  @Override
  public Optional<Instant> deadline() {
    return request.deadline();
  }

  @Override
  public boolean isCancelled() {
    if (stopRequested) {
      seen = true;
    }
    return stopRequested;
  }

  @Override
  public void checkCancelled() throws InterruptedException {
    if (isCancelled()) {
      throw new InterruptedException("the execution was told to stop");
    }
  }

  @Override
  public CloserRegistration onCancel(String description, Closer closer) {
    requireArgument(description, "onCancel: the description is null");
    requireArgument(closer, "onCancel: the closer is null");
    if (ended) {
      throw new IllegalStateException("the execution has ended");
    }
    return closers.add(description, closer);
  }

  @Override
  public void progress(double percent, String message) {
    if (!(percent >= 0 && percent <= 100)) {
      warnOfProgress(percent);
      return;
    }
    var text = BoundedText.of(message, MAX_MESSAGE_BYTES);
    if (!ended && progress.getAndSet(new ProgressMade(percent, text)) == null) {
      onProgress.run();
    }
  }

  /** Logs a wrong percentage, which is no reason to fail an execution. */
  private void warnOfProgress(double percent) {
    if (!progressWarned) {
      progressWarned = true;
      log.add(
          LogLevel.WARN,
          "Progress was ignored: the percentage is 0 to 100, not "
              + percent
              + ". Further wrong ones are ignored without a line.");
    }
  }

  @Override
  public WorkflowSpan span(String name) {
    return spans
        .map(each -> each.run().span(name))
        .orElseGet(() -> WorkflowContext.super.span(name));
  }

  @Override
  public Optional<String> traceparent() {
    return spans.flatMap(each -> each.run().traceparent());
  }

  @Override
  public void log(String message) {
    log(LogLevel.INFO, message);
  }

  @Override
  public void log(LogLevel level, String message) {
    requireArgument(level, "log: the level is null; it is DEBUG, INFO, WARN or ERROR");
    log.add(level, String.valueOf(message));
  }

  /**
   * Checks for null, because authors need not follow the null annotations, and a null must not
   * reach the loop.
   */
  private static void requireArgument(@Nullable Object argument, String sentence) {
    if (argument == null) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
