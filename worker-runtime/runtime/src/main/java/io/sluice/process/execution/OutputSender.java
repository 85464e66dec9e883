package io.sluice.process.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Sends log lines and progress of executions when the stream takes them. Until then they wait in
 * the bounded buffer of the execution. Owned by the loop thread.
 */
final class OutputSender {
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(250);

  private final Orchestrator orchestrator;
  private final Reports reports;
  private final Set<RunningExecution> linesWait = new HashSet<>();
  private final Set<RunningExecution> progressWaits = new HashSet<>();

  OutputSender(Orchestrator orchestrator, Reports reports) {
    this.orchestrator = orchestrator;
    this.reports = reports;
  }

  void linesWait(RunningExecution execution) {
    linesWait.add(execution);
  }

  void progressWaits(RunningExecution execution) {
    progressWaits.add(execution);
  }

  /** Sends due output, as far as the stream is ready. */
  void advance(Instant now) {
    if (orchestrator.isReady()) {
      linesWait.removeIf(execution -> guarded(execution, () -> sendWhileReady(execution)));
      progressWaits.removeIf(execution -> guarded(execution, () -> sendProgress(execution, now)));
    }
  }

  /**
   * Sends output of one execution; on failure it stays in the set and does not delay the others.
   */
  private static boolean guarded(RunningExecution execution, BooleanSupplier send) {
    var sent = new AtomicBoolean();
    Guard.run("sending its output", execution, () -> sent.set(send.getAsBoolean()));
    return sent.get();
  }

  private boolean sendWhileReady(RunningExecution execution) {
    while (orchestrator.isReady()) {
      var lines = execution.log().take();
      if (lines.isEmpty()) {
        return execution.log().heldUntil().equals(Instant.MAX);
      }
      reports.log(execution, lines);
    }
    return false;
  }

  private boolean sendProgress(RunningExecution execution, Instant now) {
    if (now.isBefore(execution.progressNotBefore())) {
      return false;
    }
    var made = execution.context().takeProgress();
    if (made != null) {
      reports.progress(execution, made);
      execution.progressSent(now.plus(PROGRESS_INTERVAL));
    }
    return true;
  }

  /** Sends the remaining output and accepts no more: before Completed. */
  void finish(RunningExecution execution) {
    execution.log().close();
    flush(execution);
    linesWait.remove(execution);
    progressWaits.remove(execution);
  }

  /**
   * Sends all output that waits or is held back, ready or not. Its size is bounded by the buffer of
   * the log.
   */
  void flush(RunningExecution execution) {
    execution.log().releaseHeld();
    for (var lines = execution.log().take(); !lines.isEmpty(); lines = execution.log().take()) {
      reports.log(execution, lines);
    }
    var made = execution.context().takeProgress();
    if (made != null) {
      reports.progress(execution, made);
    }
  }

  /** Returns the time at which waiting progress, and lines that are held back, may be sent. */
  Instant nextDue() {
    if ((progressWaits.isEmpty() && linesWait.isEmpty()) || !orchestrator.isReady()) {
      return Instant.MAX;
    }
    return Stream.concat(
            progressWaits.stream().map(RunningExecution::progressNotBefore),
            linesWait.stream().map(execution -> execution.log().heldUntil()))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }
}
