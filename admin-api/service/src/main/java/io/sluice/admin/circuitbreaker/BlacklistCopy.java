package io.sluice.admin.circuitbreaker;

import io.sluice.admin.database.Database;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.QueueScripts.BlockedCopy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
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
  private final Database database;
  private final QueueScripts queue;

  /**
   * The blacklist at one moment.
   *
   * @param version rises with every change
   * @param reasons by workflow id
   */
  private record Blacklist(long version, Map<String, String> reasons) {}

  BlacklistCopy(Database database, QueueScripts queue) {
    this.database = database;
    this.queue = queue;
  }

  /** Compares version and size, which detects a change, a rolled back Redis and a lost key. */
  public void compare() {
    if (!queue.blocked().isWhole(version())) {
      load();
    }
  }

  /**
   * Makes the copy equal. Redis is read first: another instance that copies at the same moment may
   * know more, and an entry that only the copy has was written before PostgreSQL was read.
   */
  public void load() {
    BlockedCopy copy = queue.blocked();
    Blacklist wanted = all();
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

  private long version() {
    return database.transaction(BlacklistCopy::version);
  }

  /**
   * Reads the version first: a change in between appears as a newer version at the next comparison.
   */
  private Blacklist all() {
    return database.transaction(
        connection -> new Blacklist(version(connection), reasons(connection)));
  }

  private static long version(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement("SELECT version FROM blacklist_version");
        var row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Map<String, String> reasons(Connection connection) throws SQLException {
    var reasons = new HashMap<String, String>();
    try (var select =
            connection.prepareStatement(
                "SELECT workflow_id, reason FROM blacklist_door WHERE NOT probation");
        var row = select.executeQuery()) {
      while (row.next()) {
        reasons.put(row.getString(1), row.getString(2));
      }
    }
    return reasons;
  }
}
