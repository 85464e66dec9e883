package io.sluice.admin.recorder;

import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The one place that tells of what the recorder wrote, after its commit. */
@Singleton
final class RecorderObserver {

  private static final Logger LOG = Logger.getLogger(RecorderObserver.class);

  private final RecorderMetrics metrics;

  RecorderObserver(RecorderMetrics metrics) {
    this.metrics = metrics;
  }

  void recorded(Changes changes) {
    metrics.recorded(changes);
    changes.rows().forEach(RecorderObserver::tell);
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
        "result kept aside, it cannot be stored: look at refused_result entry=%s reason=%s",
        read.entry().id(), oneLine(why));
  }

  private static void tell(Changes.Row row) {
    ExecutionState after = row.after();
    if (after.status() == ExecutionStatus.SUCCESS || after.status() == ExecutionStatus.RUNNING) {
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

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
