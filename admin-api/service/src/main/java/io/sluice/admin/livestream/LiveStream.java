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
import jakarta.inject.Singleton;

/** Starts and stops the live stream. */
// Registers the JSON records of the live stream for a native image, because no REST operation names
// them.
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
@Singleton
public final class LiveStream {

  private static final int RESTART = 1012;

  private final LiveSubscription subscription;
  private final WorkerPoller workerPoller;
  private final QueuePoller queuePoller;
  private final FrameTicker ticker;
  private final ExecutionPoller executionPoller;
  private final ClientRevalidator revalidator;
  private final ConnectionRegistry clients;

  LiveStream(
      LiveSubscription subscription,
      WorkerPoller workerPoller,
      QueuePoller queuePoller,
      FrameTicker ticker,
      ExecutionPoller executionPoller,
      ClientRevalidator revalidator,
      ConnectionRegistry clients) {
    this.subscription = subscription;
    this.workerPoller = workerPoller;
    this.queuePoller = queuePoller;
    this.ticker = ticker;
    this.executionPoller = executionPoller;
    this.revalidator = revalidator;
    this.clients = clients;
  }

  public void start() {
    subscription.start();
    workerPoller.start();
    queuePoller.start();
    ticker.start();
    executionPoller.start();
    revalidator.start();
  }

  /**
   * Stops all parts and closes the connections with the code for a restart, because many clients do
   * not reconnect after a normal close.
   */
  public void stop() {
    revalidator.stop();
    executionPoller.stop();
    ticker.stop();
    queuePoller.stop();
    workerPoller.stop();
    subscription.stop();
    clients
        .all()
        .values()
        .forEach(each -> each.close(RESTART, "This instance stops. Connect again."));
  }
}
