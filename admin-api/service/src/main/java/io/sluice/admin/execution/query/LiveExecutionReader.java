package io.sluice.admin.execution.query;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.LogLevel;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionFrame;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.LogPage;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads one execution for the live stream. Each call is a short transaction on the caller's thread;
 * payloads are included only on demand.
 */
@Singleton
public final class LiveExecutionReader {

  private static final int MAX_LINES = 200;

  private final Database database;
  private final ExecutionReader reader;
  private final ExecutionHistory history;

  LiveExecutionReader(Database database, ExecutionReader reader, ExecutionHistory history) {
    this.database = database;
    this.reader = reader;
    this.history = history;
  }

  /**
   * Log lines, oldest first; at most 200.
   *
   * @param end the cursor of the last line; the start of the query if there is no line
   * @param someLeftOut lines between the start of the query and the first line were left out
   */
  public record Lines(List<LogPage.Line> lines, LogCursor end, boolean someLeftOut) {}

  /** The creator; empty if the execution is unknown or belongs to another organization. */
  public Optional<String> creator(UUID id, Organizations organizations) {
    return reader.creator(id, organizations);
  }

  /** The same view that GET returns. */
  public Optional<ExecutionDetail> detail(UUID id, boolean payloads) {
    return reader.detail(id, Organizations.ALL, _ -> payloads);
  }

  /** The fields that may change while it waits and runs; progress is not in the database. */
  public Optional<ExecutionFrame.State> state(UUID id) {
    return database.read(
        connection -> {
          return Sql.first(
              connection,
              """
                  SELECT status, error_type, error_message, worker_id, pid, attempt_number,
                    coalesce(execution_model, requested_model) AS model, started_at, finished_at,
                    run_ms
                  FROM execution_all WHERE id = ?
                  """,
              row -> state(row),
              id);
        });
  }

  private static ExecutionFrame.State state(ResultSet row) throws SQLException {
    return new ExecutionFrame.State(
        ExecutionStatus.valueOf(row.getString("status")),
        Columns.text(row, "error_type"),
        Columns.text(row, "error_message"),
        Columns.text(row, "model"),
        Columns.text(row, "worker_id"),
        Columns.longOrNull(row, "pid"),
        row.getInt("attempt_number"),
        Columns.instantOrNull(row, "started_at"),
        Columns.instantOrNull(row, "finished_at"),
        Columns.longOrNull(row, "run_ms"),
        null);
  }

  /**
   * The last lines up to a cursor.
   *
   * @param upTo included
   */
  public Lines lastLines(UUID id, LogCursor upTo, boolean payloads) {
    var lines = LogGaps.marked(null, history.lastLines(id, upTo, MAX_LINES));
    return shown(lines, LogCursor.START, payloads, false);
  }

  /** The lines after a cursor; the last ones if there are too many. */
  public Lines linesAfter(UUID id, LogCursor after, boolean payloads) {
    var lines = history.lines(id, after, LogLevel.DEBUG, MAX_LINES + 1);
    return lines.size() <= MAX_LINES
        ? shown(LogGaps.marked(after, lines), after, payloads, false)
        : shown(
            LogGaps.marked(null, history.lastLines(id, LogCursor.END, MAX_LINES)),
            after,
            payloads,
            true);
  }

  private static Lines shown(
      List<ExecutionHistory.LocatedLine> lines,
      LogCursor otherwise,
      boolean payloads,
      boolean someLeftOut) {
    return new Lines(
        lines.stream()
            .map(each -> payloads ? each.line() : ExecutionReader.redacted(each.line()))
            .toList(),
        lines.isEmpty() ? otherwise : lines.getLast().cursor(),
        someLeftOut);
  }
}
