package io.sluice.admin.queue;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.outcome.EndCounts;
import io.sluice.admin.outcome.Ended;
import io.sluice.admin.outcome.ExecutionsEnded;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.QueueAnswers.ProbeAnswer;
import io.sluice.queue.QueueAnswers.WithdrawAnswer;
import io.sluice.queue.QueueInspection;
import io.sluice.queue.QueueScripts;
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
  private final EndCounts counts;
  private final InstantSource clock;

  ClosedDoor(
      QueueScripts queue,
      QueueInspection inspection,
      Database database,
      ExclusiveLocks locks,
      ExecutionsEnded ends,
      EndCounts counts,
      InstantSource clock) {
    this.queue = queue;
    this.inspection = inspection;
    this.database = database;
    this.locks = locks;
    this.ends = ends;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Takes them out of the queue and ends them.
   *
   * @param epochs by execution id
   * @return how many have ended
   */
  int block(Map<String, Long> epochs) {
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
    return end(nobodyHas);
  }

  /**
   * Ends them while the copy in Redis keeps them out. Most of a backlog never was in Redis, and
   * withdrawing that would leave a marker there for each.
   *
   * @param rows at most 200
   * @return how many have ended
   */
  int blockWaiting(List<SweepRows.Row> rows) {
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
    int ended = end(neverIn);
    return epochs.isEmpty() ? ended : ended + block(epochs);
  }

  private int end(List<UUID> nobodyHas) {
    if (nobodyHas.isEmpty()) {
      return 0;
    }
    List<Ended> ended =
        database.transaction(
            connection -> {
              List<Ended> blocked = block(connection, nobodyHas);
              List<UUID> ids = blocked.stream().map(Ended::id).toList();
              locks.release(connection, ids);
              counts.add(connection, ids);
              return blocked;
            });
    ended.forEach(ends::ended);
    return ended.size();
  }

  private List<Ended> block(Connection connection, List<UUID> ids) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE execution e SET status = 'BLOCKED', error_type = 'WorkflowBlacklisted',
              error_message = 'The workflow is blacklisted.', finished_at = ?
            FROM (SELECT id, status FROM execution
              WHERE id = ANY (?::uuid[]) AND status IN ('SCHEDULED', 'PENDING')
              ORDER BY id FOR UPDATE) o
            WHERE e.id = o.id RETURNING e.id, o.status
            """)) {
      Columns.bind(update, 1, clock.instant());
      Columns.array(update, 2, "uuid", ids, id -> id);
      var ended = new ArrayList<Ended>();
      try (var row = update.executeQuery()) {
        while (row.next()) {
          ended.add(
              Ended.beforeItRan(
                  Columns.uuid(row, "id"),
                  ExecutionStatus.valueOf(row.getString("status")),
                  ExecutionStatus.BLOCKED,
                  BLACKLISTED));
        }
      }
      return ended;
    }
  }
}
