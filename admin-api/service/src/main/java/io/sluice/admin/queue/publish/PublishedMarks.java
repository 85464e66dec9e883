package io.sluice.admin.queue.publish;

import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionQueueStore;
import io.sluice.admin.execution.ExecutionQueueStore.ExecutionKey;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import io.sluice.queue.QueueEntry;
import jakarta.inject.Singleton;
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
  private final ExecutionQueueStore executions;
  private final BlockingQueue<ExecutionKey> marks = new ArrayBlockingQueue<>(MAX_WAITING);

  PublishedMarks(Database database, ExecutionQueueStore executions) {
    this.database = database;
    this.executions = executions;
  }

  void note(List<QueueEntry> entries, List<EnqueueAnswer> answers) {
    for (int i = 0; i < answers.size(); i++) {
      if (inQueue(answers.get(i))) {
        QueueEntry entry = entries.get(i);
        boolean _ =
            marks.offer(new ExecutionKey(UUID.fromString(entry.executionId()), entry.epoch()));
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
    var batch = new ArrayList<ExecutionKey>();
    while (marks.drainTo(batch, MAX_AT_ONCE) > 0) {
      database.transaction(connection -> executions.markPublished(connection, batch));
      batch.clear();
    }
  }
}
