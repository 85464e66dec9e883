package io.sluice.admin.livestream;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionListener.StuckAttempt;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveEvent;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes live events from the executions of a batch and their present rows. */
@Singleton
final class ExecutionEvents {

  private final Database database;

  ExecutionEvents(Database database) {
    this.database = database;
  }

  private record Row(
      UUID workflowId,
      String workflowName,
      @Nullable String organization,
      ExecutionStatus status,
      @Nullable String errorType,
      @Nullable String workerId,
      @Nullable Long pid) {}

  List<LiveEvent> events(ExecutionCounters.Batch batch, Instant at) {
    var ids = new LinkedHashSet<>(batch.named());
    batch.stuck().forEach(each -> ids.add(each.execution()));
    Map<UUID, Row> rows = database.read(connection -> rows(connection, List.copyOf(ids)));
    var stuck = batch.stuck().stream().flatMap(each -> stuck(each, rows.get(each.execution()), at));
    var changed = batch.named().stream().flatMap(id -> changed(id, rows.get(id), at));
    return Stream.concat(stuck, changed).toList();
  }

  private static Stream<LiveEvent> stuck(StuckAttempt attempt, @Nullable Row row, Instant at) {
    return row == null
        ? Stream.of()
        : Stream.of(
            new LiveEvent.ExecutionStuck(
                attempt.execution(),
                row.workflowId(),
                row.workflowName(),
                row.organization(),
                attempt.workerId(),
                attempt.pid(),
                attempt.elapsedSeconds(),
                attempt.verdict(),
                at,
                null));
  }

  private static Stream<LiveEvent> changed(UUID id, @Nullable Row row, Instant at) {
    return row == null
        ? Stream.of()
        : Stream.of(
            new LiveEvent.ExecutionChanged(
                id,
                row.workflowId(),
                row.workflowName(),
                row.organization(),
                row.status(),
                row.errorType(),
                row.workerId(),
                row.pid(),
                at));
  }

  private static Map<UUID, Row> rows(Connection connection, List<UUID> ids) throws SQLException {
    return Sql.list(
            connection,
            """
            SELECT e.id, e.workflow_id, w.name, e.organization, e.status, e.error_type, e.worker_id,
              e.pid
            FROM execution_all e JOIN workflow w ON w.id = e.workflow_id
            WHERE e.id = ANY (?::uuid[])
            """,
            row -> Map.entry(Columns.uuid(row, "id"), row(row)),
            new Sql.ArrayOf("uuid", ids))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        Columns.uuid(row, "workflow_id"),
        row.getString("name"),
        Columns.text(row, "organization"),
        ExecutionStatus.valueOf(row.getString("status")),
        Columns.text(row, "error_type"),
        Columns.text(row, "worker_id"),
        Columns.longOrNull(row, "pid"));
  }
}
