package io.sluice.admin.operations;

import io.sluice.admin.database.Columns;
import io.sluice.api.ConfigApi.ConfigEntry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Table of settings. Each transaction reads it, so that a change needs no restart. */
@Singleton
public final class SettingStore {

  /** Returns the value in the caller's transaction. */
  public int value(Connection connection, Setting setting) throws SQLException {
    return entry(connection, setting).value();
  }

  ConfigEntry entry(Connection connection, Setting setting) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT value, changed_at, changed_by FROM system_config WHERE key = ?")) {
      select.setString(1, setting.key());
      try (var row = select.executeQuery()) {
        return row.next()
            ? entry(
                setting,
                row.getInt("value"),
                Columns.instant(row, "changed_at"),
                row.getString("changed_by"))
            : new ConfigEntry(
                setting.key(),
                setting.defaultValue(),
                setting.defaultValue(),
                setting.description(),
                range(setting),
                null,
                null);
      }
    }
  }

  private static ConfigEntry entry(Setting setting, int value, Instant at, String by) {
    return new ConfigEntry(
        setting.key(),
        value,
        setting.defaultValue(),
        setting.description(),
        range(setting),
        at,
        by);
  }

  private static ConfigEntry.Range range(Setting setting) {
    return new ConfigEntry.Range(setting.min(), setting.max());
  }

  /** Changes a setting and returns the previous value. A lock excludes concurrent changes. */
  int put(Connection connection, Setting setting, int value, String who, Instant now)
      throws SQLException {
    lock(connection);
    int before = value(connection, setting);
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO system_config (key, value, changed_at, changed_by) VALUES (?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value,
              changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """)) {
      upsert.setString(1, setting.key());
      upsert.setInt(2, value);
      Columns.bind(upsert, 3, now);
      upsert.setString(4, who);
      upsert.executeUpdate();
    }
    return before;
  }

  /** Locks the table against other writers; readers are not blocked. */
  private static void lock(Connection connection) throws SQLException {
    try (var lock =
        connection.prepareStatement("LOCK TABLE system_config IN SHARE ROW EXCLUSIVE MODE")) {
      lock.execute();
    }
  }
}
