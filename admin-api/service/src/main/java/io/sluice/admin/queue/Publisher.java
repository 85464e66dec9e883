package io.sluice.admin.queue;

import io.sluice.admin.loop.Loop;
import io.sluice.queue.EnqueueAnswer;
import io.sluice.queue.QueueEntry;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Publishes rows that were missed or found the window full. Repeating is harmless, so any number of
 * instances may do it.
 */
@Singleton
final class Publisher {

  private static final int PAGE = 200;
  private static final Duration WINDOW_FULL = Duration.ofMillis(200);

  private final RowsToQueue rows;
  private final QueueScripts queue;
  private final PublishedMarks marks;
  private final QueueConfig config;
  private final Loop loop = new Loop("publisher", this::turn);

  Publisher(RowsToQueue rows, QueueScripts queue, PublishedMarks marks, QueueConfig config) {
    this.rows = rows;
    this.queue = queue;
    this.marks = marks;
    this.config = config;
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
    marks.write();
  }

  boolean healthy() {
    return loop.healthy();
  }

  private Duration turn() {
    marks.write();
    List<QueueEntry> page = rows.unpublished(PAGE);
    while (!page.isEmpty()) {
      if (!publish(page)) {
        return WINDOW_FULL;
      }
      page = page.size() < PAGE ? List.of() : rows.unpublished(PAGE);
    }
    return config.tick();
  }

  /** Answers false when the window is full. */
  private boolean publish(List<QueueEntry> page) {
    List<EnqueueAnswer> answers = queue.enqueue(config.window(), page);
    marks.note(page, answers);
    marks.write();
    var blocked = new ArrayList<UUID>();
    for (int i = 0; i < page.size(); i++) {
      if (answers.get(i) == EnqueueAnswer.BLOCKED) {
        blocked.add(UUID.fromString(page.get(i).executionId()));
      }
    }
    if (!blocked.isEmpty()) {
      rows.block(blocked);
    }
    return !answers.contains(EnqueueAnswer.FULL);
  }
}
