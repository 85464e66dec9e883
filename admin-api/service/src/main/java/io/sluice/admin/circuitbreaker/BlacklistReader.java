package io.sluice.admin.circuitbreaker;

import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** SQL that reads the blacklist for its copy in Redis. */
@Singleton
final class BlacklistReader {

  private final Database database;

  BlacklistReader(Database database) {
    this.database = database;
  }

  /**
   * The blacklist at one moment.
   *
   * @param version rises with every change
   * @param reasons by workflow id
   */
  record Blacklist(long version, Map<String, String> reasons) {}

  long version() {
    return database.transaction(BlacklistReader::version);
  }

  /**
   * Reads the version first: a change in between appears as a newer version at the next comparison.
   */
  Blacklist all() {
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
