package io.sluice.admin.results;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.database.Storable;
import io.sluice.admin.results.RecorderDecision.Suspicion;
import io.sluice.queue.Attempt;
import io.sluice.queue.OutcomeEvent;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SQL of dossiers, refused results, verdicts on suspects and crash reports. Rare, so one statement
 * for each.
 */
@Singleton
final class EvidenceStore {

  private static final int MAX_PAYLOAD = 64 * 1024;
  private static final int MAX_STACK = 16 * 1024;
  private static final int MAX_WORD = 1000;

  void dossiers(Connection connection, List<RecordBatch.Dossier> dossiers, Instant now)
      throws SQLException {
    for (RecordBatch.Dossier dossier : dossiers) {
      insert(connection, dossier, now);
    }
  }

  private static void insert(Connection connection, RecordBatch.Dossier dossier, Instant now)
      throws SQLException {
    OutcomeEvent outcome = dossier.outcome();
    DossierSummary summary = DossierSummary.of(outcome);
    Sql.update(
        connection,
        """
            INSERT INTO stuck_dossier
              (execution_id, epoch, claim, at, verdict, top_frame, stack, dossier)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::json) ON CONFLICT DO NOTHING
            """,
        dossier.id(),
        dossier.attempt().epoch(),
        dossier.attempt().claim(),
        now,
        Storable.text(summary.verdict(), MAX_WORD),
        summary.shownTopFrame(),
        Storable.text(summary.stack(), MAX_STACK),
        summary.dossier());
  }

  void refusals(Connection connection, List<RecordBatch.Refusal> refusals, Instant now)
      throws SQLException {
    for (RecordBatch.Refusal refusal : refusals) {
      insert(connection, refusal, now);
    }
  }

  private static void insert(Connection connection, RecordBatch.Refusal refusal, Instant now)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO refused_result
              (stream_id, execution_id, epoch, claim, kind, owner, reason, payload, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """)) {
      var fields = refusal.entry().fields();
      insert.setString(1, refusal.entry().id());
      switch (refusal.read()) {
        case ReportReader.Read.Event event -> attempt(insert, event.id(), event.attempt());
        case ReportReader.Read.UnknownKind unknown ->
            attempt(insert, unknown.id(), unknown.attempt());
        case ReportReader.Read.Poison _ -> {
          insert.setNull(2, Types.OTHER);
          insert.setNull(3, Types.BIGINT);
          insert.setNull(4, Types.BIGINT);
        }
      }
      insert.setString(5, word(fields.get("k")));
      insert.setString(6, word(fields.get("o")));
      insert.setString(7, word(refusal.reason()));
      insert.setString(8, Storable.text(fields.get("r"), MAX_PAYLOAD));
      Columns.bind(insert, 9, now);
      insert.executeUpdate();
    }
  }

  private static void attempt(PreparedStatement insert, UUID id, Attempt attempt)
      throws SQLException {
    insert.setObject(2, id);
    insert.setLong(3, attempt.epoch());
    insert.setLong(4, attempt.claim());
  }

  private static @Nullable String word(@Nullable String text) {
    return Storable.text(text, MAX_WORD);
  }

  /** Writes the verdicts and crash reports of a batch. */
  void suspicions(Connection connection, RecordBatch changes, Instant now) throws SQLException {
    for (RecordBatch.Verdict verdict : changes.verdicts()) {
      if (verdict.suspicion() != Suspicion.SUSPECTED) {
        settle(connection, verdict);
      }
    }
    reports(connection, changes.crashReports(), now);
  }

  /** Settles the suspicion of earlier attempts after an attempt alone in its process. */
  private static void settle(Connection connection, RecordBatch.Verdict verdict)
      throws SQLException {
    Sql.update(
        connection,
        """
            UPDATE attempt SET suspicion = ?
            WHERE execution_id = ? AND suspicion = 'suspected' AND (epoch, claim) < (?, ?)
            """,
        verdict.suspicion().word(),
        verdict.id(),
        verdict.attempt().epoch(),
        verdict.attempt().claim());
  }

  private static void reports(Connection connection, List<RecordBatch.Dossier> reports, Instant now)
      throws SQLException {
    for (RecordBatch.Dossier report : reports) {
      Sql.update(
          connection,
          """
              INSERT INTO crash_report (execution_id, epoch, claim, at, report)
              VALUES (?, ?, ?, ?, ?::json) ON CONFLICT DO NOTHING
              """,
          report.id(),
          report.attempt().epoch(),
          report.attempt().claim(),
          now,
          DossierSummary.of(report.outcome()).dossier());
    }
  }
}
