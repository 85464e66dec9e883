package io.sluice.admin.stream;

import jakarta.inject.Singleton;

/** Starts and stops the live stream. */
@Singleton
public final class LiveStream {

  private static final int RESTART = 1012;

  private final Inbox inbox;
  private final WorkerLook workerLook;
  private final QueueLook queueLook;
  private final Ticker ticker;
  private final ExecutionWatch executionWatch;
  private final Recheck recheck;
  private final Clients clients;

  LiveStream(
      Inbox inbox,
      WorkerLook workerLook,
      QueueLook queueLook,
      Ticker ticker,
      ExecutionWatch executionWatch,
      Recheck recheck,
      Clients clients) {
    this.inbox = inbox;
    this.workerLook = workerLook;
    this.queueLook = queueLook;
    this.ticker = ticker;
    this.executionWatch = executionWatch;
    this.recheck = recheck;
    this.clients = clients;
  }

  public void start() {
    inbox.start();
    workerLook.start();
    queueLook.start();
    ticker.start();
    executionWatch.start();
    recheck.start();
  }

  /**
   * Stops all parts and closes the connections with the code for a restart, because many clients do
   * not reconnect after a normal close.
   */
  public void stop() {
    recheck.stop();
    executionWatch.stop();
    ticker.stop();
    queueLook.stop();
    workerLook.stop();
    inbox.stop();
    clients
        .all()
        .values()
        .forEach(each -> each.close(RESTART, "This instance stops. Connect again."));
  }
}
