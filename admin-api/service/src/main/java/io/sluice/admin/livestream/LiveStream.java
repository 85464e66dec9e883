package io.sluice.admin.livestream;

import jakarta.inject.Singleton;

/** Starts and stops the live stream. */
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
