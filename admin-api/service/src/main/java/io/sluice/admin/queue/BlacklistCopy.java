package io.sluice.admin.queue;

import io.sluice.queue.QueueScripts;
import io.sluice.queue.QueueScripts.BlockedCopy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Keeps Redis' copy of the blacklist as PostgreSQL has it, which is what closes the doors at
 * enqueue, promote, claim and start (queue protocol, section 11).
 */
@Singleton
final class BlacklistCopy {

  private static final Logger LOG = Logger.getLogger(BlacklistCopy.class);
  private final BlacklistRows rows;
  private final QueueScripts queue;

  BlacklistCopy(BlacklistRows rows, QueueScripts queue) {
    this.rows = rows;
    this.queue = queue;
  }

  /** Compares by version and by number: a change, a rolled back Redis, or a lost key. */
  void compare() {
    if (!queue.blocked().isWhole(rows.version())) {
      load();
    }
  }

  /**
   * Makes the copy equal. Redis is read first: whoever else copies at the same moment may know
   * more, and what only the copy has was put there before it was looked for in PostgreSQL.
   */
  void load() {
    BlockedCopy copy = queue.blocked();
    BlacklistRows.Blacklist wanted = rows.all();
    long count = queue.block(wanted.version(), changes(copy.reasons(), wanted.reasons()));
    LOG.infof("blacklist copied to the queue version=%d workflows=%d", wanted.version(), count);
  }

  /** What has to change: an empty reason removes an entry. */
  static Map<String, String> changes(Map<String, String> copy, Map<String, String> wanted) {
    var changes = new HashMap<>(wanted);
    copy.keySet().stream()
        .filter(workflow -> !wanted.containsKey(workflow))
        .forEach(workflow -> changes.put(workflow, ""));
    return changes;
  }
}
