package io.sluice.admin.execution.query;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.LogLevel;
import io.sluice.api.ExecutionDetail.AttemptView;
import io.sluice.api.ExecutionDetail.StuckView;
import io.sluice.api.LogPage;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads the attempts, log lines and dossiers of an execution. */
@Singleton
final class ExecutionHistory {

  private final Database database;

  ExecutionHistory(Database database) {
    this.database = database;
  }

  /** The attempts that started, oldest first; at most 100. */
  List<AttemptView> attempts(UUID execution) {
    return database.read(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  """
                  SELECT row_number() OVER (ORDER BY epoch, claim) AS attempt, a.*,
                    coalesce(a.recorded_at, a.finished_at) AS written_at,
                    EXISTS (SELECT 1 FROM crash_report c WHERE c.execution_id = a.execution_id
                      AND c.epoch = a.epoch AND c.claim = a.claim) AS reported
                  FROM attempt a WHERE execution_id = ? ORDER BY epoch, claim LIMIT 100
                  """)) {
            select.setObject(1, execution);
            return attempts(execution, select);
          }
        });
  }

  private static List<AttemptView> attempts(UUID execution, PreparedStatement select)
      throws SQLException {
    var attempts = new ArrayList<AttemptView>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        attempts.add(
            new AttemptView(
                row.getInt("attempt"),
                row.getLong("epoch"),
                row.getLong("claim"),
                Columns.text(row, "worker_id"),
                Columns.longOrNull(row, "pid"),
                Columns.text(row, "execution_model"),
                row.getString("status"),
                Columns.text(row, "error_type"),
                Columns.text(row, "error_message"),
                Columns.instantOrNull(row, "started_at"),
                Columns.instantOrNull(row, "finished_at"),
                Columns.instantOrNull(row, "written_at"),
                Columns.longOrNull(row, "run_ms"),
                Columns.text(row, "suspicion"),
                row.getBoolean("reported")
                    ? String.format(
                        Locale.ROOT,
                        "/api/executions/%s/attempts/%d/crash-report",
                        execution,
                        row.getInt("attempt"))
                    : null));
      }
    }
    return attempts;
  }

  /**
   * The crash report of one attempt as JSON text.
   *
   * @param attempt counts from 1, as in the list of attempts
   */
  Optional<String> crashReport(UUID execution, int attempt) {
    return database.read(
        connection -> {
          return Sql.first(
              connection,
              """
                  SELECT c.report FROM crash_report c JOIN (
                    SELECT epoch, claim, row_number() OVER (ORDER BY epoch, claim) AS attempt
                    FROM attempt WHERE execution_id = ?) a USING (epoch, claim)
                  WHERE c.execution_id = ? AND a.attempt = ?
                  """,
              row -> row.getString("report"),
              execution,
              execution,
              attempt);
        });
  }

  /** A summary of the latest stuck verdict. */
  Optional<StuckView> stuck(UUID execution) {
    return latestDossier(
        execution,
        row ->
            new StuckView(
                Columns.text(row, "verdict"),
                Columns.text(row, "top_frame"),
                Columns.text(row, "stack"),
                "/api/executions/" + execution + "/dossier"));
  }

  /** The latest dossier as JSON text. */
  Optional<String> dossier(UUID execution) {
    return latestDossier(execution, row -> row.getString("dossier"));
  }

  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> Optional<T> latestDossier(UUID execution, RowReader<T> reader) {
    return database.read(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  """
                  SELECT * FROM stuck_dossier WHERE execution_id = ?
                  ORDER BY epoch DESC, claim DESC LIMIT 1
                  """)) {
            select.setObject(1, execution);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.ofNullable(reader.read(row)) : Optional.empty();
            }
          }
        });
  }

  /** Log lines after a cursor, oldest first. */
  List<LocatedLine> lines(UUID execution, LogCursor after, LogLevel least, int limit) {
    return database.read(
        connection -> {
          return Sql.list(
              connection,
              """
                  SELECT l.epoch, l.claim, l.seq, l.at, l.level, l.message, (SELECT count(*)
                    FROM attempt a WHERE a.execution_id = l.execution_id
                      AND (a.epoch, a.claim) <= (l.epoch, l.claim)) AS attempt
                  FROM execution_log l
                  WHERE l.execution_id = ? AND (l.epoch, l.claim, l.seq) > (?, ?, ?) AND l.level >= ?
                  ORDER BY l.epoch, l.claim, l.seq LIMIT ?
                  """,
              ExecutionHistory::line,
              execution,
              after.epoch(),
              after.claim(),
              after.seq(),
              least.column(),
              limit);
        });
  }

  /**
   * The last log lines up to a cursor, oldest first.
   *
   * @param upTo included
   */
  List<LocatedLine> lastLines(UUID execution, LogCursor upTo, int limit) {
    return database.read(
        connection -> {
          return Sql.list(
                  connection,
                  """
                  SELECT l.epoch, l.claim, l.seq, l.at, l.level, l.message, (SELECT count(*)
                    FROM attempt a WHERE a.execution_id = l.execution_id
                      AND (a.epoch, a.claim) <= (l.epoch, l.claim)) AS attempt
                  FROM execution_log l
                  WHERE l.execution_id = ? AND (l.epoch, l.claim, l.seq) <= (?, ?, ?)
                  ORDER BY l.epoch DESC, l.claim DESC, l.seq DESC LIMIT ?
                  """,
                  ExecutionHistory::line,
                  execution,
                  upTo.epoch(),
                  upTo.claim(),
                  upTo.seq(),
                  limit)
              .reversed();
        });
  }

  /** A log line with its cursor. */
  record LocatedLine(LogCursor cursor, LogPage.Line line) {}

  private static LocatedLine line(ResultSet row) throws SQLException {
    var cursor = new LogCursor(row.getLong("epoch"), row.getLong("claim"), row.getLong("seq"));
    return new LocatedLine(
        cursor,
        new LogPage.Line(
            cursor.seq(),
            Columns.instant(row, "at"),
            LogLevel.ofColumn(row.getInt("level")).name(),
            row.getString("message"),
            Math.max(1, row.getInt("attempt"))));
  }
}
