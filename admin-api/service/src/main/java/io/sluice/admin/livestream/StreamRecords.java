package io.sluice.admin.livestream;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionFrame;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.LiveFrame.LiveTotals;
import io.sluice.api.LogPage;
import io.sluice.api.QueueView;
import io.sluice.api.WorkerView;
import io.sluice.registration.WorkerNews;

/**
 * Registers the JSON records of the live stream for a native image, because no REST operation names
 * them.
 */
@RegisterForReflection(
    targets = {
      ExecutionDetail.class,
      ExecutionDetail.Progress.class,
      ExecutionDetail.AttemptView.class,
      ExecutionDetail.StuckView.class,
      ExecutionFrame.class,
      ExecutionFrame.Snapshot.class,
      ExecutionFrame.Delta.class,
      ExecutionFrame.State.class,
      LiveEvent.class,
      LiveEvent.WorkerOnline.class,
      LiveEvent.WorkerOffline.class,
      LiveEvent.ProcessStateChanged.class,
      LiveEvent.ExecutionChanged.class,
      LiveEvent.ExecutionStuck.class,
      LiveEvent.WorkflowBlacklisted.class,
      LiveEvent.WorkflowUnblacklisted.class,
      LiveEvent.Notified.class,
      LiveFrame.class,
      LiveFrame.Snapshot.class,
      LiveFrame.Delta.class,
      LiveTotals.class,
      LogPage.Line.class,
      QueueView.Item.class,
      WorkerNews.class,
      WorkerNews.Heard.class,
      WorkerNews.ProcessStateChanged.class,
      WorkerView.class,
      WorkerView.ProcessState.class,
      WorkerView.Running.class,
      WorkerView.Queue.class,
      WorkerView.Claims.class
    })
final class StreamRecords {

  private StreamRecords() {}
}
