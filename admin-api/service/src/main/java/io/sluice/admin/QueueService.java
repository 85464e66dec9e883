package io.sluice.admin;

import io.sluice.admin.circuitbreaker.BlacklistSweep;
import io.sluice.admin.queue.publish.Enqueuer;
import io.sluice.admin.queue.publish.Publisher;
import io.sluice.admin.queue.reconcile.QueueKeeper;
import io.sluice.admin.queue.reconcile.Reaper;
import io.sluice.admin.queue.reconcile.Reconciler;
import io.sluice.admin.redis.RedisSettings;
import jakarta.inject.Singleton;

/** Starts and stops the loops of the queue, in order. */
@Singleton
public final class QueueService {

  private final QueueKeeper keeper;
  private final Enqueuer enqueuer;
  private final Publisher publisher;
  private final Reconciler reconciler;
  private final Reaper reaper;
  private final BlacklistSweep sweep;
  private final RedisSettings settings;

  QueueService(
      QueueKeeper keeper,
      Enqueuer enqueuer,
      Publisher publisher,
      Reconciler reconciler,
      Reaper reaper,
      BlacklistSweep sweep,
      RedisSettings settings) {
    this.keeper = keeper;
    this.enqueuer = enqueuer;
    this.publisher = publisher;
    this.reconciler = reconciler;
    this.reaper = reaper;
    this.sweep = sweep;
    this.settings = settings;
  }

  public void start() {
    keeper.start();
    enqueuer.start();
    publisher.start();
    reconciler.start();
    reaper.start();
    sweep.start();
    settings.start();
  }

  public void stop() {
    settings.stop();
    sweep.stop();
    reaper.stop();
    reconciler.stop();
    publisher.stop();
    enqueuer.stop();
    keeper.stop();
  }

  /** True if rows get into Redis at present; accepted executions are kept either way. */
  public boolean healthy() {
    return keeper.healthy() && publisher.healthy() && reconciler.healthy();
  }
}
