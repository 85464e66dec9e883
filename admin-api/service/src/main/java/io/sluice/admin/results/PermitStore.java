package io.sluice.admin.results;

import io.sluice.admin.database.Storable;
import io.sluice.admin.queue.publish.ExclusiveLocks;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;

/**
 * SQL of start permits, possible survivors and exclusive locks. Rare, so one statement for each.
 */
@Singleton
final class PermitStore {

  private static final int MAX_WORD = 300;
  private final ExclusiveLocks locks;

  PermitStore(ExclusiveLocks locks) {
    this.locks = locks;
  }

  /** Writes after the executions were written, in the same transaction. */
  void write(Connection connection, RecordBatch changes) throws SQLException {
    for (RecorderDecision.Asked asked : changes.asked()) {
      if (asked.granted()) {
        grant(connection, asked);
      }
    }
    for (RecorderDecision.PermitReturned returned : changes.permitsReturned()) {
      takeBack(connection, returned);
    }
    var lockGivers = new ArrayList<>(changes.lockGivers());
    for (RecorderDecision.Gone gone : changes.gone()) {
      clear(connection, gone);
      if (gone.next().givesLockUp()) {
        lockGivers.add(gone.next().id());
      }
    }
    locks.release(connection, lockGivers);
  }

  private static void grant(Connection connection, RecorderDecision.Asked asked)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE execution SET permit_epoch = ?, permit_claim = ?, permit_owner = ?
            WHERE id = ? AND epoch = ? AND status IN ('SCHEDULED', 'PENDING', 'RUNNING')
            """)) {
      update.setLong(1, asked.permit().epoch());
      update.setLong(2, asked.permit().claim());
      update.setString(3, Storable.text(asked.permit().owner(), MAX_WORD));
      update.setObject(4, asked.next().id());
      update.setLong(5, asked.permit().epoch());
      update.executeUpdate();
    }
  }

  /** Removes only the permit that was returned: another attempt may have got one meanwhile. */
  private static void takeBack(Connection connection, RecorderDecision.PermitReturned returned)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE execution SET permit_epoch = NULL, permit_claim = NULL, permit_owner = NULL
            WHERE id = ? AND permit_epoch = ? AND permit_claim = ? AND permit_owner = ?
            """)) {
      update.setObject(1, returned.next().id());
      update.setLong(2, returned.permit().epoch());
      update.setLong(3, returned.permit().claim());
      update.setString(4, Storable.text(returned.permit().owner(), MAX_WORD));
      update.executeUpdate();
    }
  }

  private static void clear(Connection connection, RecorderDecision.Gone gone) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE execution SET alive_worker = NULL, alive_generation = NULL, alive_until = NULL
            WHERE id = ? AND alive_worker = ? AND alive_generation = ?
            """)) {
      update.setObject(1, gone.next().id());
      update.setString(2, gone.event().workerId());
      update.setLong(3, gone.event().generation());
      update.executeUpdate();
    }
  }
}
