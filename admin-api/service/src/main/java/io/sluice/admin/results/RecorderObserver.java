package io.sluice.admin.results;

import io.sluice.admin.execution.ExecutionListener;
import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.admin.execution.ExecutionRecordStore.Change;
import io.sluice.admin.execution.ExecutionState;
import io.sluice.admin.execution.ExecutionsEnded;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.OutcomeEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Logs, counts and publishes the changes of the recorder, after their commit. */
@Singleton
final class RecorderObserver {

  private static final Logger LOG = Logger.getLogger(RecorderObserver.class);

  private final RecorderMetrics metrics;
  private final ExecutionsEnded ends;
  private final ExecutionListener listener;
  private final RecordTracer tracer;

  RecorderObserver(
      RecorderMetrics metrics,
      ExecutionsEnded ends,
      ExecutionListener listener,
      RecordTracer tracer) {
    this.metrics = metrics;
    this.ends = ends;
    this.listener = listener;
    this.tracer = tracer;
  }

  void recorded(RecordBatch changes) {
    metrics.recorded(changes);
    tracer.recorded(changes);
    changes.started().forEach(listener::started);
    changes.stuck().forEach(listener::stuck);
    listener.queued(changes.waitingAgain());
    changes.ended().forEach(row -> ends.ended(ended(row)));
    changes.rows().stream()
        .filter(row -> !row.after().status().terminal())
        .forEach(RecorderObserver::log);
    changes.verdicts().forEach(RecorderObserver::log);
    changes
        .refusals()
        .forEach(
            refusal ->
                LOG.warnf(
                    "result not applied entry=%s reason=%s",
                    refusal.entry().id(), oneLine(refusal.reason())));
  }

  void keptAside(ReportReader.Read read, String why) {
    LOG.errorf(
        "result kept aside, it cannot be stored: see table refused_result entry=%s reason=%s",
        read.entry().id(), oneLine(why));
  }

  private static Ended ended(Change row) {
    OutcomeEvent outcome = row.outcome();
    return new Ended(
        row.after().id(),
        row.after().workflow(),
        row.before().status(),
        row.after().status(),
        row.errorType(),
        outcome == null ? null : outcome.executionModel(),
        outcome == null ? null : Duration.ofMillis(Math.max(0, outcome.runMs())));
  }

  private static void log(Change row) {
    ExecutionState after = row.after();
    if (after.status() == ExecutionStatus.RUNNING) {
      LOG.debugf(
          "execution changed execution=%s from=%s to=%s",
          after.id(), row.before().status(), after.status());
    } else {
      LOG.infof(
          "execution changed execution=%s from=%s to=%s error_type=%s epoch=%d losses=%d"
              + " retries=%d",
          after.id(),
          row.before().status(),
          after.status(),
          row.errorType() == null ? "none" : oneLine(row.errorType()),
          after.epoch(),
          after.losses(),
          after.retries());
    }
  }

  private static void log(RecordBatch.Verdict verdict) {
    LOG.infof(
        "suspicion of a crash execution=%s epoch=%d claim=%d verdict=%s",
        verdict.id(),
        verdict.attempt().epoch(),
        verdict.attempt().claim(),
        verdict.suspicion().word());
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
