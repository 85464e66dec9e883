package io.sluice.admin.queue;

import io.sluice.admin.database.Database;
import io.sluice.admin.loop.Loop;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Notices that Redis lost data and rebuilds the queue in the order of queue protocol, section 6:
 * groups, new generation, blacklist, and as the last step the generation in Redis, which opens the
 * queue for claims. One instance at a time.
 */
@Singleton
public final class QueueKeeper {

  private static final Logger LOG = Logger.getLogger(QueueKeeper.class);
  private static final long LOCK = 0x51_75_65_75_65L;

  private final Database database;
  private final GenerationRows rows;
  private final QueueScripts queue;
  private final Sweep sweep;
  private final QueueKeys keys;
  private final QueueConfig config;
  private final InstantSource clock;
  private final Loop loop = new Loop("queue keeper", this::turn);

  QueueKeeper(
      Database database,
      GenerationRows rows,
      QueueScripts queue,
      Sweep sweep,
      QueueKeys keys,
      QueueConfig config,
      InstantSource clock) {
    this.database = database;
    this.rows = rows;
    this.queue = queue;
    this.sweep = sweep;
    this.keys = keys;
    this.config = config;
    this.clock = clock;
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  boolean healthy() {
    return loop.healthy();
  }

  private Duration turn() {
    var present = rows.present();
    if (present.isEmpty() || !present.get().generation().equals(queue.generation())) {
      database.exclusively(LOCK, this::rebuild);
    } else if (due(present.get(), clock.instant())) {
      database.exclusively(LOCK, () -> sweep(present.get()));
    }
    return config.tick();
  }

  private void rebuild() {
    var before = rows.present();
    if (before.isPresent() && before.get().generation().equals(queue.generation())) {
      return;
    }
    queue.createGroups();
    boolean first = before.isEmpty();
    var next = new QueueGeneration(UUID.randomUUID().toString(), clock.instant(), first, first);
    rows.save(next);
    queue.block(clock.millis(), rows.blacklist());
    queue.open(next.generation());
    LOG.infof(
        "queue opened shard=%s generation=%s reason=%s",
        keys.shard(), next.generation(), first ? "first start" : "Redis lost its data");
  }

  private boolean due(QueueGeneration present, Instant now) {
    return (!present.waitingSwept() && now.isAfter(waitingDue(present)))
        || (!present.runningSwept() && now.isAfter(runningDue(present)));
  }

  private Instant waitingDue(QueueGeneration present) {
    return present.since().plus(config.republishWaitingAfter());
  }

  private Instant runningDue(QueueGeneration present) {
    return present.since().plus(config.republishRunningAfter());
  }

  private void sweep(QueueGeneration present) {
    Instant now = clock.instant();
    boolean waiting = present.waitingSwept();
    boolean running = present.runningSwept();
    if (!waiting && now.isAfter(waitingDue(present))) {
      sweep.waiting(present.since(), now);
      waiting = true;
    }
    if (!running && now.isAfter(runningDue(present))) {
      sweep.running(present.since(), now);
      running = true;
    }
    rows.save(new QueueGeneration(present.generation(), present.since(), waiting, running));
  }
}
