package io.sluice.admin.results;

import io.sluice.admin.database.Sql;
import io.sluice.admin.database.Storable;
import io.sluice.admin.execution.AttemptEvents;
import io.sluice.admin.results.RecorderDecision.Suspicion;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL that writes the history of attempts. */
@Singleton
final class AttemptStore {

  private static final int MAX_MESSAGE = 4 * 1024;

  /** Writes one row for each attempt; a repetition changes nothing that has ended. */
  void write(Connection connection, List<RecordBatch.Delivery> deliveries, Instant now)
      throws SQLException {
    if (deliveries.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        """
            INSERT INTO attempt AS a (execution_id, epoch, claim, worker_id, pid, generation,
              execution_model, status, error_type, error_message, started_at, finished_at, run_ms,
              suspicion, recorded_at)
            SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[],
              ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
              ?::timestamptz[], ?::bigint[], ?::text[], ?::timestamptz[])
            ON CONFLICT (execution_id, epoch, claim) DO UPDATE SET status = excluded.status,
              error_type = excluded.error_type, error_message = excluded.error_message,
              finished_at = excluded.finished_at, run_ms = excluded.run_ms,
              recorded_at = excluded.recorded_at,
              suspicion = excluded.suspicion,
              started_at = coalesce(excluded.started_at, a.started_at),
              worker_id = coalesce(a.worker_id, excluded.worker_id),
              pid = coalesce(excluded.pid, a.pid),
              generation = coalesce(excluded.generation, a.generation),
              execution_model = coalesce(excluded.execution_model, a.execution_model)
            WHERE a.status = 'RUNNING'
            """,
        Sql.column("uuid", deliveries, d -> UUID.fromString(d.attempt().executionId())),
        Sql.column("bigint", deliveries, d -> d.attempt().epoch()),
        Sql.column("bigint", deliveries, d -> d.attempt().claim()),
        Sql.column(
            "text",
            deliveries,
            AttemptEvents.column(StartedEvent::workerId, OutcomeEvent::workerId)),
        Sql.column(
            "bigint",
            deliveries,
            AttemptEvents.column(
                s -> AttemptEvents.known(s.pid()), o -> AttemptEvents.known(o.pid()))),
        Sql.column(
            "bigint",
            deliveries,
            AttemptEvents.column(
                s -> AttemptEvents.known(s.generation()),
                o -> AttemptEvents.known(o.generation()))),
        Sql.column(
            "text",
            deliveries,
            AttemptEvents.column(StartedEvent::executionModel, OutcomeEvent::executionModel)),
        Sql.column("text", deliveries, RecordBatch.Delivery::status),
        Sql.column("text", deliveries, d -> Storable.text(d.errorType(), AttemptEvents.MAX_WORD)),
        Sql.column("text", deliveries, d -> Storable.text(d.errorMessage(), MAX_MESSAGE)),
        Sql.column(
            "timestamptz",
            deliveries,
            AttemptEvents.column(StartedEvent::startedAt, OutcomeEvent::startedAt)),
        Sql.column(
            "timestamptz",
            deliveries,
            d -> d.status().equals("RUNNING") ? null : AttemptEvents.endedAt(d.outcome(), now)),
        Sql.column("bigint", deliveries, AttemptStore::runMs),
        Sql.column("text", deliveries, AttemptStore::suspicion),
        Sql.column("timestamptz", deliveries, d -> d.status().equals("RUNNING") ? null : now));
  }

  private static @Nullable String suspicion(RecordBatch.Delivery delivery) {
    Suspicion suspicion = delivery.suspicion();
    // An attempt that acquits earlier ones is no suspect itself.
    return suspicion == null || suspicion == Suspicion.ACQUITTED ? null : suspicion.word();
  }

  private static @Nullable Long runMs(RecordBatch.Delivery delivery) {
    OutcomeEvent outcome = delivery.outcome();
    return outcome == null ? null : outcome.runMs();
  }
}
