package io.sluice.process.execution;

import io.sluice.diagnosis.ErrorType;
import io.sluice.process.diagnosis.Dossier;
import io.sluice.process.execution.SharedStateWatch.SharedStateFound;
import io.sluice.process.execution.SlotRun.RunReport;
import io.sluice.process.output.ExecutionLog.Line;
import io.sluice.protocol.Attempt;
import io.sluice.protocol.Completed;
import io.sluice.protocol.Drained;
import io.sluice.protocol.Failure;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.LogLevel;
import io.sluice.protocol.LogLine;
import io.sluice.protocol.LogLines;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Progress;
import io.sluice.protocol.Ready;
import io.sluice.protocol.SharedStateChange;
import io.sluice.protocol.Span;
import io.sluice.protocol.Spans;
import io.sluice.protocol.Started;
import io.sluice.protocol.Stats;
import io.sluice.protocol.Stuck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sends reports about executions to the orchestrator. */
final class Reports {
  private static final int MAX_THREADS_NAMED = 32;
  private static final int MAX_SPANS_AT_ONCE = 50;

  private final Orchestrator orchestrator;

  Reports(Orchestrator orchestrator) {
    this.orchestrator = orchestrator;
  }

  void ready(int slots, Duration start, Duration prewarm) {
    send(
        FromProcess.newBuilder()
            .setReady(
                Ready.newBuilder()
                    .setSlots(slots)
                    .setStartMs(start.toMillis())
                    .setPrewarmMs(prewarm.toMillis())));
  }

  void notStarted(Attempt attempt) {
    send(
        FromProcess.newBuilder()
            .setCompleted(
                Completed.newBuilder().setAttempt(attempt).setOutcome(Outcome.NOT_STARTED)));
  }

  void started(RunningExecution execution) {
    send(
        FromProcess.newBuilder()
            .setStarted(
                Started.newBuilder()
                    .setAttempt(execution.request().attempt())
                    .setStartedAtMs(execution.startedAt().toEpochMilli())));
  }

  void progress(RunningExecution execution, ExecutionContext.ProgressMade made) {
    send(
        FromProcess.newBuilder()
            .setProgress(
                Progress.newBuilder()
                    .setAttempt(execution.request().attempt())
                    .setPercent(made.percent())
                    .setMessage(made.message())));
  }

  /** Sends the spans of an execution that has ended. */
  void spans(RunningExecution execution, Ending ending) {
    spans(
        execution,
        switch (ending) {
          case Ending.Returned _ -> "";
          case Ending.Failed(var errorType, var message, _, _) -> errorType + ": " + message;
        });
  }

  /**
   * Sends the spans of an execution that has ended, or is stuck.
   *
   * @param error empty if it succeeded
   */
  void spans(RunningExecution execution, String error) {
    execution
        .spans()
        .ifPresent(
            spans -> {
              spans.end(error);
              List<Span> ended = spans.take();
              for (int from = 0; from < ended.size(); from += MAX_SPANS_AT_ONCE) {
                int to = Math.min(ended.size(), from + MAX_SPANS_AT_ONCE);
                send(
                    FromProcess.newBuilder()
                        .setSpans(
                            Spans.newBuilder()
                                .setAttempt(execution.request().attempt())
                                .addAllSpans(ended.subList(from, to))));
              }
            });
  }

  void log(RunningExecution execution, List<Line> lines) {
    var message = LogLines.newBuilder().setAttempt(execution.request().attempt());
    lines.forEach(line -> message.addLines(line(line)));
    send(FromProcess.newBuilder().setLog(message));
  }

  private static LogLine line(Line line) {
    return LogLine.newBuilder()
        .setSeq(line.seq())
        .setAtMs(line.atMs())
        .setLevel(
            switch (line.level()) {
              case DEBUG -> LogLevel.DEBUG;
              case INFO -> LogLevel.INFO;
              case WARN -> LogLevel.WARN;
              case ERROR -> LogLevel.ERROR;
            })
        .setMessage(line.text())
        .build();
  }

  void completed(
      RunningExecution execution,
      ExecutionRules.Conclusion conclusion,
      RunReport report,
      boolean degraded,
      Instant now) {
    var message =
        Completed.newBuilder()
            .setAttempt(execution.request().attempt())
            .setStartedAtMs(execution.startedAt().toEpochMilli())
            .setFinishedAtMs(now.toEpochMilli())
            .setRunNanos(report.runNanos())
            .setCpuNanos(report.cpuNanos())
            .setAllocatedBytes(report.allocatedBytes())
            .setRung(execution.rung())
            .setDegraded(degraded)
            .addAllThreadsLeft(left(report))
            .addAllSharedState(execution.sharedState().stream().map(Reports::sharedState).toList());
    send(FromProcess.newBuilder().setCompleted(outcome(message, execution, conclusion, report)));
  }

  /** Returns the names of threads and tasks that outlived an execution, shortened. */
  static List<String> left(RunReport report) {
    var names = new ArrayList<String>();
    if (report.poolTasksLeft() > 0) {
      names.add(report.poolTasksLeft() + " tasks of the common pool");
    }
    report.threadsLeft().stream()
        .limit(MAX_THREADS_NAMED)
        .map(Reports::name)
        .map(MessageLimits::name)
        .forEach(names::add);
    return names;
  }

  /** Returns the name of a thread; virtual threads usually have none. */
  private static String name(Thread thread) {
    return thread.isVirtual()
        ? "virtual thread #" + thread.threadId() + " " + thread.getName()
        : thread.getName();
  }

  private static SharedStateChange sharedState(SharedStateFound found) {
    return SharedStateChange.newBuilder()
        .setKind(found.change().kind())
        .setWords(found.change().words())
        .setPutBack(found.change().putBack())
        .addAllCandidates(found.candidates())
        .build();
  }

  private static Completed.Builder outcome(
      Completed.Builder message,
      RunningExecution execution,
      ExecutionRules.Conclusion conclusion,
      RunReport report) {
    return switch (conclusion) {
      case TIMEOUT -> message.setOutcome(Outcome.TIMEOUT).setFailure(timeout(execution));
      case CANCELLED -> message.setOutcome(Outcome.CANCELLED);
      case TOO_MANY_THREADS ->
          message.setOutcome(Outcome.FAILED).setFailure(execution.threadsReached().failure());
      case AS_IT_ENDED, TERMINATED -> asItEnded(message, report.ending());
      case LATE -> asItEnded(message, report.ending()).setLate(true);
    };
  }

  private static Completed.Builder asItEnded(Completed.Builder message, Ending ending) {
    return switch (ending) {
      case Ending.Returned(var json) -> message.setOutcome(Outcome.SUCCESS).setResultJson(json);
      case Ending.Failed(var errorType, var text, var stack, _) ->
          message
              .setOutcome(Outcome.FAILED)
              .setFailure(
                  Failure.newBuilder()
                      .setErrorType(MessageLimits.errorType(errorType))
                      .setMessage(MessageLimits.errorMessage(text))
                      .setStack(MessageLimits.errorStack(stack)));
    };
  }

  private static Failure timeout(RunningExecution execution) {
    var allowed =
        execution
            .request()
            .deadline()
            .map(deadline -> Duration.between(execution.startedAt(), deadline).toMillis())
            .orElse(0L);
    return Failure.newBuilder()
        .setErrorType(ErrorType.TIMEOUT.wire())
        .setMessage(
            "The execution was told to stop at its deadline, after "
                + allowed
                + " ms, and stopped.")
        .build();
  }

  void stuck(RunningExecution execution, Dossier dossier, Instant now) {
    send(
        FromProcess.newBuilder()
            .setStuck(
                Stuck.newBuilder()
                    .setAttempt(execution.request().attempt())
                    .setReason(execution.reason())
                    .setVerdict(MessageLimits.verdict(dossier.verdict()))
                    .setTopFrame(MessageLimits.name(dossier.topFrame()))
                    .setStack(MessageLimits.stuckStack(dossier.stack()))
                    .setDossierJson(dossier.json())
                    .setStartedAtMs(execution.startedAt().toEpochMilli())
                    .setStuckAtMs(now.toEpochMilli())
                    .setRunNanos(Duration.between(execution.startedAt(), now).toNanos())));
  }

  /** Reports that the process takes no more work. */
  void exitsBySignal(Stats.Builder stats) {
    stats(stats.setLeaving(true));
  }

  void stats(Stats.Builder stats) {
    send(FromProcess.newBuilder().setStats(stats.setDroppedMessages(orchestrator.dropped())));
  }

  void drained(Collection<RunningExecution> stillStuck) {
    var message = Drained.newBuilder();
    stillStuck.forEach(execution -> message.addStillStuck(execution.request().attempt()));
    send(FromProcess.newBuilder().setDrained(message));
  }

  private void send(FromProcess.Builder message) {
    orchestrator.send(message);
  }
}
