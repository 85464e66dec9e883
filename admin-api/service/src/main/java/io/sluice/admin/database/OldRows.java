package io.sluice.admin.database;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Rows of a table that expire, deleted a batch in a transaction, so that locks are short.
 *
 * @param table a constant of the program, no input
 * @param condition of old rows, with one question mark for the time before which they are old; a
 *     constant of the program too
 */
public record OldRows(String table, String condition, Duration keep) {

  private static final Logger LOG = Logger.getLogger(OldRows.class);
  private static final int BATCH = 5_000;

  /** Deletes one batch; returns true if there may be more. */
  public boolean delete(Database database, Instant now) {
    String sql =
        String.format(
            Locale.ROOT,
            "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s LIMIT %3$d))",
            table,
            condition,
            BATCH);
    int deleted = database.upkeep(connection -> Sql.update(connection, sql, now.minus(keep)));
    if (deleted > 0) {
      LOG.infof("old rows deleted table=%s count=%d", table, deleted);
    }
    return deleted == BATCH;
  }
}
