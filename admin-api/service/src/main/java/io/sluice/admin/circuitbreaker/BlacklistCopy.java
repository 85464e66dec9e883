package io.sluice.admin.circuitbreaker;

import io.sluice.queue.QueueScripts;
import io.sluice.queue.QueueScripts.BlockedCopy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Keeps the copy of the blacklist in Redis equal to PostgreSQL. The scripts that enqueue, promote,
 * claim and start an execution check this copy.
 */
@Singleton
public final class BlacklistCopy {

  private static final Logger LOG = Logger.getLogger(BlacklistCopy.class);
  private final BlacklistReader rows;
  private final QueueScripts queue;

  BlacklistCopy(BlacklistReader rows, QueueScripts queue) {
    this.rows = rows;
    this.queue = queue;
  }

  /** Compares version and size, which detects a change, a rolled back Redis and a lost key. */
  public void compare() {
    if (!queue.blocked().isWhole(rows.version())) {
      load();
    }
  }

  /**
   * Makes the copy equal. Redis is read first: another instance that copies at the same moment may
   * know more, and an entry that only the copy has was written before PostgreSQL was read.
   */
  public void load() {
    BlockedCopy copy = queue.blocked();
    BlacklistReader.Blacklist wanted = rows.all();
    long count = queue.block(wanted.version(), changes(copy.reasons(), wanted.reasons()));
    LOG.infof("blacklist copied to the queue version=%d workflows=%d", wanted.version(), count);
  }

  /** The changes that make the copy equal; an empty reason removes an entry. */
  static Map<String, String> changes(Map<String, String> copy, Map<String, String> wanted) {
    var changes = new HashMap<>(wanted);
    copy.keySet().stream()
        .filter(workflow -> !wanted.containsKey(workflow))
        .forEach(workflow -> changes.put(workflow, ""));
    return changes;
  }
}
