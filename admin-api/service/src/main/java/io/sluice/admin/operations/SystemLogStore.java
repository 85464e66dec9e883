package io.sluice.admin.operations;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.LogLevel;
import io.sluice.api.SystemLogEntry;
import io.sluice.systemlog.SystemLogLine;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table of the services' log lines. */
@Singleton
final class SystemLogStore {

  private static final int MAX_LENGTH = 200;

  private final Database database;

  SystemLogStore(Database database) {
    this.database = database;
  }

  void insert(List<SystemLogLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    database.transaction(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  """
                  INSERT INTO system_log (at, service, worker_id, level, logger, message)
                  SELECT * FROM unnest(?::timestamptz[], ?::text[], ?::text[], ?::smallint[],
                    ?::text[], ?::text[])
                  """)) {
            Columns.array(insert, 1, "timestamptz", lines, SystemLogLine::at);
            Columns.array(insert, 2, "text", lines, line -> shortened(line.service()));
            Columns.array(insert, 3, "text", lines, line -> shortened(line.workerId()));
            Columns.array(
                insert, 4, "smallint", lines, line -> LogLevel.said(line.level()).column());
            Columns.array(insert, 5, "text", lines, line -> shortened(line.logger()));
            Columns.array(insert, 6, "text", lines, SystemLogLine::message);
            return insert.executeUpdate();
          }
        });
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null || text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
  }

  /** Returns lines, newest first, one more than a page. */
  List<SystemLogEntry> find(SystemLogQuery query) {
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  """
                  SELECT id, at, service, worker_id, level, logger, message FROM system_log
                  WHERE id < ? AND at >= ? AND at < ? AND level >= ?
                    AND (?::text IS NULL OR service = ?::text)
                    AND (?::text IS NULL OR worker_id = ?::text)
                    AND (?::text IS NULL OR position(lower(?::text) IN lower(message)) > 0)
                  ORDER BY id DESC LIMIT ?
                  """)) {
            select.setLong(1, query.before());
            Columns.bind(select, 2, query.from());
            Columns.bind(select, 3, query.to());
            select.setInt(4, query.level().column());
            for (int i = 0; i < 2; i++) {
              select.setString(5 + i, query.service());
              select.setString(7 + i, query.workerId());
              select.setString(9 + i, query.q());
            }
            select.setInt(11, query.limit() + 1);
            var entries = new ArrayList<SystemLogEntry>();
            try (var row = select.executeQuery()) {
              while (row.next()) {
                entries.add(entry(row));
              }
            }
            return entries;
          }
        });
  }

  private static SystemLogEntry entry(ResultSet row) throws SQLException {
    return new SystemLogEntry(
        row.getLong("id"),
        Columns.instant(row, "at"),
        row.getString("service"),
        Columns.text(row, "worker_id"),
        LogLevel.ofColumn(row.getInt("level")).name(),
        row.getString("logger"),
        row.getString("message"),
        null);
  }
}
