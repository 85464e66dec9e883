package io.sluice.admin.circuitbreaker;

import io.sluice.admin.database.Columns;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of the stuck executions that the breaker counts. */
@Singleton
public final class StuckEventStore {

  /**
   * A stuck execution.
   *
   * @param at the time of the report by the clock of Redis: a late recorder does not move several
   *     into one window
   * @param fingerprint equal for the same cause
   * @param killed true if it was alone in its process, which was killed with it
   */
  public record StuckEvent(
      UUID executionId, long epoch, long claim, Instant at, String fingerprint, boolean killed) {}

  /**
   * The stuck executions of a workflow in its window.
   *
   * @param executions distinct ones
   * @param mostOften the top frame of the most frequent fingerprint; absent if unknown
   */
  public record Count(int executions, @Nullable String mostOften) {}

  /**
   * Stores stuck executions, each once, with its latest time.
   *
   * @return the workflows of new ones
   */
  public Set<UUID> insert(Connection connection, List<StuckEvent> events) throws SQLException {
    var workflows = new HashSet<UUID>();
    for (StuckEvent event : events) {
      try (var insert =
          connection.prepareStatement(
              """
              INSERT INTO stuck_event AS s (execution_id, workflow_id, epoch, claim, at, fingerprint)
              SELECT e.id, e.workflow_id, ?, ?, ?, ? FROM execution_all e WHERE e.id = ?
              ON CONFLICT (execution_id) DO UPDATE SET epoch = excluded.epoch,
                claim = excluded.claim, at = excluded.at, fingerprint = excluded.fingerprint
              WHERE s.at < excluded.at
              RETURNING workflow_id
              """)) {
        insert.setLong(1, event.epoch());
        insert.setLong(2, event.claim());
        Columns.bind(insert, 3, event.at());
        insert.setString(4, event.fingerprint());
        insert.setObject(5, event.executionId());
        try (var row = insert.executeQuery()) {
          if (row.next()) {
            workflows.add(Columns.uuid(row, "workflow_id"));
          }
        }
      }
    }
    return workflows;
  }

  /** Counts the stuck executions after {@code from}. */
  public Count count(Connection connection, UUID workflow, Instant from) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT sum(n.executions) OVER () AS executions, n.top_frame FROM (
              SELECT count(*) AS executions, max(s.at) AS latest,
                (array_agg(d.top_frame ORDER BY s.at DESC))[1] AS top_frame
              FROM stuck_event s LEFT JOIN stuck_dossier d
                ON d.execution_id = s.execution_id AND d.epoch = s.epoch AND d.claim = s.claim
              WHERE s.workflow_id = ? AND s.at > ? GROUP BY s.fingerprint) n
            ORDER BY n.executions DESC, n.latest DESC LIMIT 1
            """)) {
      select.setObject(1, workflow);
      Columns.bind(select, 2, from);
      try (var row = select.executeQuery()) {
        return row.next()
            ? new Count(row.getInt("executions"), Columns.text(row, "top_frame"))
            : new Count(0, null);
      }
    }
  }
}
