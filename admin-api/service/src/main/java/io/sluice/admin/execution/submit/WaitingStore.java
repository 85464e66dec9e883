package io.sluice.admin.execution.submit;

import java.sql.Connection;
import java.sql.SQLException;

/** SQL that counts the waiting executions of an organization. */
final class WaitingStore {

  private WaitingStore() {}

  /**
   * Counts by the partial indexes of waiting rows: a long backlog is counted within one index, and
   * published rows are at most the queue's window.
   *
   * @param organization empty for executions without one
   */
  static long count(Connection connection, String organization) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT (SELECT count(*) FROM execution WHERE status = 'PENDING'
                AND published_epoch < epoch AND lock_key IS NULL AND priority IN (0, 1, 2)
                AND coalesce(organization, '') = o.name)
              + (SELECT count(*) FROM execution WHERE status = 'PENDING'
                AND published_epoch < epoch AND lock_key IS NOT NULL
                AND coalesce(organization, '') = o.name)
              + (SELECT count(*) FROM execution WHERE status IN ('PENDING', 'SCHEDULED')
                AND published_epoch = epoch AND coalesce(organization, '') = o.name)
              + (SELECT count(*) FROM execution WHERE status = 'SCHEDULED'
                AND published_epoch < epoch AND coalesce(organization, '') = o.name)
            FROM (SELECT ?::text AS name) o
            """)) {
      select.setString(1, organization);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
