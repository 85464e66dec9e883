package io.sluice.admin.queue;

import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Brings a change of the blacklist to the doors, right after its commit (queue protocol, section
 * 11). What does not work now the keeper does at its next tick. Safe on every thread that may wait.
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

  /** Copies it to Redis, and has what waits ended or published. */
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
