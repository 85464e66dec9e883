package io.sluice.admin.operations;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.api.ConfigApi.ConfigEntry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Table of settings. Each transaction reads it, so that a change needs no restart. Plain SQL,
 * because the circuit breaker reads it in its JDBC transaction.
 */
@Singleton
public final class SettingStore {

  /** Returns the value in the caller's transaction. */
  public int value(Connection connection, Setting setting) throws SQLException {
    return entry(connection, setting).value();
  }

  ConfigEntry entry(Connection connection, Setting setting) throws SQLException {
    return Sql.first(
            connection,
            "SELECT value, changed_at, changed_by FROM system_config WHERE key = ?",
            row -> changed(setting, row),
            setting.key())
        .orElseGet(() -> setting.entry(setting.defaultValue(), null, null));
  }

  private static ConfigEntry changed(Setting setting, ResultSet row) throws SQLException {
    return setting.entry(
        row.getInt("value"), Columns.instant(row, "changed_at"), row.getString("changed_by"));
  }

  /** Changes a setting and returns the previous value. A lock excludes concurrent changes. */
  int put(Connection connection, Setting setting, int value, String who, Instant now)
      throws SQLException {
    Sql.update(connection, "LOCK TABLE system_config IN SHARE ROW EXCLUSIVE MODE");
    int before = value(connection, setting);
    Sql.update(
        connection,
        """
        INSERT INTO system_config (key, value, changed_at, changed_by) VALUES (?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value,
          changed_at = excluded.changed_at, changed_by = excluded.changed_by
        """,
        setting.key(),
        value,
        now,
        who);
    return before;
  }
}
