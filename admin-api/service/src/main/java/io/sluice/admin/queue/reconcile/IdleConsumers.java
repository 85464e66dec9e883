package io.sluice.admin.queue.reconcile;

import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.queue.Priority;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.StreamConsumers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Removes the consumers of workers and recorders that have ended from the streams of the shard. One
 * that is still alive is created again with its next entry. Called by the reconciler's thread only.
 */
@Singleton
final class IdleConsumers {

  private static final Logger LOG = Logger.getLogger(IdleConsumers.class);
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final StreamConsumers consumers;
  private final QueueKeys keys;
  private final MonotonicClock clock;
  private Instant next = Instant.MIN;

  IdleConsumers(RedisConnection redis, QueueKeys keys, MonotonicClock clock) {
    this.consumers = new StreamConsumers(redis);
    this.keys = keys;
    this.clock = clock;
  }

  void remove() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(INTERVAL);
    long removed = remove(keys.results(), QueueKeys.RECORDERS_GROUP);
    removed += remove(keys.logs(), QueueKeys.RECORDERS_GROUP);
    for (Priority priority : Priority.values()) {
      removed += remove(keys.stream(priority), QueueKeys.WORKERS_GROUP);
    }
    if (removed > 0) {
      LOG.infof("consumers of ended instances are removed count=%d", removed);
    }
  }

  private long remove(String stream, String group) {
    try {
      return consumers.removeIdle(stream, group, IDLE);
    } catch (RedisRefused refused) {
      // The queue keeper creates a missing group.
      LOG.debugf("consumers are not known stream=%s: %s", stream, refused.getMessage());
      return 0;
    }
  }
}
