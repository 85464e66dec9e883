package io.sluice.admin.queue.publish;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import io.sluice.queue.QueueEntry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Marks rows in PostgreSQL as published: at the tick and only if they still wait, because most have
 * run by then and need no second write. A lost mark costs one redundant publication.
 */
@Singleton
final class PublishedMarks {

  private static final int MAX_WAITING = 50_000;
  private static final int MAX_AT_ONCE = 5_000;

  private final Database database;
  private final BlockingQueue<Mark> marks = new ArrayBlockingQueue<>(MAX_WAITING);

  PublishedMarks(Database database) {
    this.database = database;
  }

  private record Mark(UUID id, long epoch) {}

  void note(List<QueueEntry> entries, List<EnqueueAnswer> answers) {
    for (int i = 0; i < answers.size(); i++) {
      if (inQueue(answers.get(i))) {
        QueueEntry entry = entries.get(i);
        boolean _ = marks.offer(new Mark(UUID.fromString(entry.executionId()), entry.epoch()));
      }
    }
  }

  private static boolean inQueue(EnqueueAnswer answer) {
    return switch (answer) {
      case OK, EXISTS, DONE -> true;
      case BLOCKED, FULL -> false;
    };
  }

  /** Writes the collected marks. */
  void write() {
    var batch = new ArrayList<Mark>();
    while (marks.drainTo(batch, MAX_AT_ONCE) > 0) {
      database.transaction(connection -> write(connection, batch));
      batch.clear();
    }
  }

  private static int write(Connection connection, List<Mark> batch) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE execution e SET published_epoch = m.epoch
            FROM unnest(?::uuid[], ?::bigint[]) AS m(id, epoch)
            WHERE e.id = m.id AND e.id = ANY (?::uuid[]) AND e.epoch = m.epoch AND e.status IN ('PENDING', 'SCHEDULED')
              AND e.published_epoch < m.epoch
            """)) {
      Columns.array(update, 1, "uuid", batch, Mark::id);
      Columns.array(update, 2, "bigint", batch, Mark::epoch);
      Columns.array(update, 3, "uuid", batch, Mark::id);
      return update.executeUpdate();
    }
  }
}
