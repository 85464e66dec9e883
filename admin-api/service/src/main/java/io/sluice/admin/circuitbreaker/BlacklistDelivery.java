package io.sluice.admin.circuitbreaker;

import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.queue.publish.Publisher;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Copies a change of the blacklist to Redis right after its commit. The queue keeper repeats at its
 * next tick what fails here. Safe on every thread that may wait.
 */
@Singleton
public final class BlacklistDelivery {

  private static final Logger LOG = Logger.getLogger(BlacklistDelivery.class);

  private final BlacklistCopy copy;
  private final BlacklistSweep sweep;
  private final Publisher publisher;

  BlacklistDelivery(BlacklistCopy copy, BlacklistSweep sweep, Publisher publisher) {
    this.copy = copy;
    this.sweep = sweep;
    this.publisher = publisher;
  }

  /** Copies the blacklist to Redis, and wakes the loops that end or publish waiting executions. */
  public void deliver() {
    try {
      copy.compare();
    } catch (RedisUnavailable | RedisRefused | DatabaseUnavailable | DatabaseRefused notNow) {
      LOG.debug("The blacklist is copied at the next tick", notNow);
    }
    sweep.nudge();
    publisher.nudge();
  }
}
