package io.sluice.admin.queue.reconcile;

import io.sluice.admin.circuitbreaker.BlacklistCopy;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import io.sluice.admin.lifecycle.Duties.Lease;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.queue.publish.QueueConfig;
import io.sluice.admin.queue.reconcile.QueueIncarnationStore.QueueIncarnation;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Opens the queue and keeps it open. Detects that Redis lost data and opens the queue again in this
 * order: groups, new incarnation, blacklist, and as the last step the incarnation in Redis, which
 * permits claims. Also creates missing groups and keeps the copy of the blacklist. The reconciler
 * publishes lost executions again. One instance at a time.
 */
@Singleton
public final class QueueKeeper {

  private static final Logger LOG = Logger.getLogger(QueueKeeper.class);

  private final Duties duties;
  private final QueueIncarnationStore store;
  private final BlacklistCopy blacklist;
  private final QueueScripts queue;
  private final QueueKeys keys;
  private final QueueConfig config;
  private final InstantSource clock;
  private final Loop loop = new Loop("queue keeper", this::turn);

  QueueKeeper(
      Duties duties,
      QueueIncarnationStore store,
      BlacklistCopy blacklist,
      QueueScripts queue,
      QueueKeys keys,
      QueueConfig config,
      InstantSource clock) {
    this.duties = duties;
    this.store = store;
    this.blacklist = blacklist;
    this.queue = queue;
    this.keys = keys;
    this.config = config;
    this.clock = clock;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  public boolean healthy() {
    return loop.healthy();
  }

  private Duration turn() {
    duties.carryOut(Duty.QUEUE_KEEPER, this::keep);
    return config.tick();
  }

  private void keep(Lease lease) {
    var present = store.present();
    if (present.isPresent() && present.get().generation().equals(queue.generation())) {
      queue.createGroups();
      blacklist.compare();
    } else {
      reopen(lease, present.isEmpty() ? "first start" : "Redis lost its data");
    }
  }

  private void reopen(Lease lease, String reason) {
    queue.createGroups();
    var next = new QueueIncarnation(UUID.randomUUID().toString(), clock.instant());
    store.save(next);
    blacklist.load();
    lease.hold();
    queue.open(next.generation());
    LOG.infof(
        "queue opened shard=%s generation=%s reason=%s", keys.shard(), next.generation(), reason);
  }
}
