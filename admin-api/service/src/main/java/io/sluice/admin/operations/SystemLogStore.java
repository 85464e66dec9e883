package io.sluice.admin.operations;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.LogLevel;
import io.sluice.api.SystemLogEntry;
import io.sluice.diagnosis.CutText;
import io.sluice.service.SystemLogLine;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        connection ->
            Sql.update(
                connection,
                """
                INSERT INTO system_log (at, service, worker_id, level, logger, message)
                SELECT * FROM unnest(?::timestamptz[], ?::text[], ?::text[], ?::smallint[],
                  ?::text[], ?::text[])
                """,
                Sql.column("timestamptz", lines, SystemLogLine::at),
                Sql.column("text", lines, line -> shortened(line.service())),
                Sql.column("text", lines, line -> shortened(line.workerId())),
                Sql.column("smallint", lines, line -> LogLevel.said(line.level()).column()),
                Sql.column("text", lines, line -> shortened(line.logger())),
                Sql.column("text", lines, SystemLogLine::message)));
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null ? null : CutText.start(text, MAX_LENGTH);
  }

  /** Returns lines, newest first. */
  List<SystemLogEntry> find(SystemLogQuery query, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                SELECT id, at, service, worker_id, level, logger, message FROM system_log
                WHERE id < ? AND at >= ? AND at < ? AND level >= ?
                  AND (?::text IS NULL OR service = ?::text)
                  AND (?::text IS NULL OR worker_id = ?::text)
                  AND (?::text IS NULL OR position(lower(?::text) IN lower(message)) > 0)
                ORDER BY id DESC LIMIT ?
                """,
                SystemLogStore::entry,
                query.before(),
                query.from(),
                query.to(),
                query.level().column(),
                query.service(),
                query.service(),
                query.workerId(),
                query.workerId(),
                query.q(),
                query.q(),
                limit));
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
