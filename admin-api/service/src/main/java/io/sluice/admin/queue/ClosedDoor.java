package io.sluice.admin.queue;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.outcome.Ended;
import io.sluice.admin.outcome.ExecutionsEnded;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.ProbeAnswer;
import io.sluice.queue.QueueInspection;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.WithdrawAnswer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Ends what meets the closed door of the blacklist on its way into the queue, or waits behind it.
 * What a worker has already is left to the doors at claim and start: it may be running.
 */
@Singleton
final class ClosedDoor {

  private static final String BLACKLISTED = "WorkflowBlacklisted";
  private final QueueScripts queue;
  private final QueueInspection inspection;
  private final Database database;
  private final ExclusiveLocks locks;
  private final ExecutionsEnded ends;
  private final InstantSource clock;

  ClosedDoor(
      QueueScripts queue,
      QueueInspection inspection,
      Database database,
      ExclusiveLocks locks,
      ExecutionsEnded ends,
      InstantSource clock) {
    this.queue = queue;
    this.inspection = inspection;
    this.database = database;
    this.locks = locks;
    this.ends = ends;
    this.clock = clock;
  }

  /**
   * Takes them out of the queue and ends them.
   *
   * @param epochs by execution id
   */
  void block(Map<String, Long> epochs) {
    var nobodyHas = new ArrayList<UUID>();
    var ids = List.copyOf(epochs.keySet());
    List<WithdrawAnswer> answers = queue.withdraw(epochs);
    for (int i = 0; i < ids.size(); i++) {
      switch (answers.get(i)) {
        case WithdrawAnswer.Withdrawn(), WithdrawAnswer.None() ->
            nobodyHas.add(UUID.fromString(ids.get(i)));
        case WithdrawAnswer.Claimed _, WithdrawAnswer.Done(), WithdrawAnswer.Fenced() -> {}
      }
    }
    end(nobodyHas);
  }

  /**
   * Ends them while the copy in Redis keeps them out. Most of a backlog never was in Redis, and
   * withdrawing that would leave a marker there for each.
   *
   * @param rows at most 200
   */
  void blockWaiting(List<SweepRows.Row> rows) {
    var epochs = new LinkedHashMap<String, Long>();
    rows.forEach(row -> epochs.put(row.id().toString(), row.epoch()));
    List<ProbeAnswer> answers = inspection.probe(epochs);
    var neverIn = new ArrayList<UUID>();
    for (int i = 0; i < rows.size(); i++) {
      if (answers.get(i) == ProbeAnswer.NONE) {
        neverIn.add(rows.get(i).id());
        epochs.remove(rows.get(i).id().toString());
      }
    }
    end(neverIn);
    if (!epochs.isEmpty()) {
      block(epochs);
    }
  }

  private void end(List<UUID> nobodyHas) {
    if (nobodyHas.isEmpty()) {
      return;
    }
    List<UUID> ended =
        database.transaction(
            connection -> {
              List<UUID> blocked = block(connection, nobodyHas);
              locks.release(connection, blocked);
              return blocked;
            });
    ended.forEach(
        id ->
            ends.ended(
                Ended.beforeItRan(
                    id, ExecutionStatus.PENDING, ExecutionStatus.BLOCKED, BLACKLISTED)));
  }

  private List<UUID> block(Connection connection, List<UUID> ids) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE execution SET status = 'BLOCKED', error_type = 'WorkflowBlacklisted',
              error_message = 'The workflow is blacklisted.', finished_at = ?
            WHERE id = ANY (?::uuid[]) AND status IN ('SCHEDULED', 'PENDING') RETURNING id
            """)) {
      Columns.bind(update, 1, clock.instant());
      Columns.array(update, 2, "uuid", ids, id -> id);
      var ended = new ArrayList<UUID>();
      try (var row = update.executeQuery()) {
        while (row.next()) {
          ended.add(Columns.uuid(row, "id"));
        }
      }
      return ended;
    }
  }
}
