package io.sluice.admin.results;

import io.sluice.admin.database.Columns;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** SQL of verdicts on suspects and of crash reports. Rare, so one statement for each. */
@Singleton
final class SuspicionStore {

  void write(Connection connection, RecordBatch changes, Instant now) throws SQLException {
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
    try (var update =
        connection.prepareStatement(
            """
            UPDATE attempt SET suspicion = ?
            WHERE execution_id = ? AND suspicion = 'suspected' AND (epoch, claim) < (?, ?)
            """)) {
      update.setString(1, verdict.suspicion().word());
      update.setObject(2, verdict.id());
      update.setLong(3, verdict.attempt().epoch());
      update.setLong(4, verdict.attempt().claim());
      update.executeUpdate();
    }
  }

  private static void reports(Connection connection, List<RecordBatch.Dossier> reports, Instant now)
      throws SQLException {
    for (RecordBatch.Dossier report : reports) {
      try (var insert =
          connection.prepareStatement(
              """
              INSERT INTO crash_report (execution_id, epoch, claim, at, report)
              VALUES (?, ?, ?, ?, ?::json) ON CONFLICT DO NOTHING
              """)) {
        insert.setObject(1, report.id());
        insert.setLong(2, report.attempt().epoch());
        insert.setLong(3, report.attempt().claim());
        Columns.bind(insert, 4, now);
        insert.setString(5, DossierSummary.of(report.outcome()).dossier());
        insert.executeUpdate();
      }
    }
  }
}
