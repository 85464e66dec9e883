package io.sluice.admin.queue.publish;

import io.sluice.admin.lifecycle.Loop;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import io.sluice.queue.QueueEntry;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Puts committed executions into the queue: one script call for all that wait at that moment,
 * without a timer. Best effort: executions that do not fit or fail are published from PostgreSQL a
 * tick later.
 */
@Singleton
public final class Enqueuer {

  private static final Logger LOG = Logger.getLogger(Enqueuer.class);
  private static final int MAX_WAITING = 20_000;
  private static final int MAX_ITEMS = 200;
  private static final int MAX_BYTES = 1024 * 1024;

  private final QueueScripts queue;
  private final PublishedMarks marks;
  private final QueueMemory memory;
  private final int window;
  private final BlockingQueue<QueueEntry> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Loop loop = new Loop("enqueuer", this::turn);

  Enqueuer(QueueScripts queue, PublishedMarks marks, QueueMemory memory, QueueConfig config) {
    this.queue = queue;
    this.marks = marks;
    this.memory = memory;
    this.window = config.window();
  }

  /** Takes rows whose transaction is committed. Never blocks and never fails. */
  public void enqueue(List<QueueEntry> entries) {
    for (QueueEntry entry : entries) {
      if (!waiting.offer(entry)) {
        LOG.debug("The enqueuer is full; the publisher takes the rest");
        return;
      }
    }
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() throws InterruptedException {
    QueueEntry first = waiting.poll(200, TimeUnit.MILLISECONDS);
    if (first != null) {
      List<QueueEntry> batch = gather(first);
      if (!memory.wasShort()) {
        publish(batch);
      }
    }
    return Duration.ZERO;
  }

  private List<QueueEntry> gather(QueueEntry first) {
    var batch = new ArrayList<QueueEntry>();
    batch.add(first);
    long bytes = first.body().inputJson().length();
    while (batch.size() < MAX_ITEMS && bytes < MAX_BYTES) {
      QueueEntry next = waiting.poll();
      if (next == null) {
        break;
      }
      batch.add(next);
      bytes += next.body().inputJson().length();
    }
    return batch;
  }

  private void publish(List<QueueEntry> batch) {
    try {
      List<EnqueueAnswer> answers = queue.enqueue(window, batch);
      marks.note(batch, answers);
    } catch (RedisRefused | RedisUnavailable e) {
      waiting.clear();
      throw e;
    }
  }
}
