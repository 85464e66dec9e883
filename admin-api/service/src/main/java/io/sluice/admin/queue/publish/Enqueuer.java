package io.sluice.admin.queue.publish;

import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import io.sluice.queue.QueueEntry;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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

  /**
   * Age beyond which an entry is not enqueued: it may have ended since, and its done marker is kept
   * for twice this time. The publisher reads it again.
   */
  static final Duration MAX_AGE = Duration.ofSeconds(30);

  /** Characters of inputs that wait; beyond it the publisher reads them from PostgreSQL. */
  private static final long MAX_WAITING_CHARACTERS = 16L * 1024 * 1024;

  private final QueueScripts queue;
  private final PublishedMarks marks;
  private final QueueMemory memory;
  private final FullLanes full;
  private final int window;
  private final MonotonicClock clock;
  private final BlockingQueue<Committed> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong waitingCharacters = new AtomicLong();
  private final Loop loop = new Loop("enqueuer", this::turn);

  Enqueuer(
      QueueScripts queue,
      PublishedMarks marks,
      QueueMemory memory,
      FullLanes full,
      QueueConfig config,
      MonotonicClock clock) {
    this.queue = queue;
    this.marks = marks;
    this.memory = memory;
    this.full = full;
    this.window = config.window();
    this.clock = clock;
  }

  private record Committed(QueueEntry entry, Instant at) {}

  /** Takes rows whose transaction is committed. Never blocks and never fails. */
  public void enqueue(List<QueueEntry> entries) {
    Instant now = clock.instant();
    for (QueueEntry entry : entries) {
      if (waitingCharacters.get() > MAX_WAITING_CHARACTERS
          || !waiting.offer(new Committed(entry, now))) {
        LOG.debug("The enqueuer is full; the publisher takes the rest");
        return;
      }
      waitingCharacters.addAndGet(size(entry));
    }
  }

  private static int size(QueueEntry entry) {
    return entry.body().inputJson().length();
  }

  private @Nullable Committed taken(@Nullable Committed committed) {
    if (committed != null) {
      waitingCharacters.addAndGet(-size(committed.entry()));
    }
    return committed;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() throws InterruptedException {
    Committed first = taken(waiting.poll(200, TimeUnit.MILLISECONDS));
    if (first != null) {
      List<QueueEntry> batch = toEnqueue(gather(first));
      if (!batch.isEmpty() && !memory.wasShort()) {
        send(batch);
      }
    }
    return Duration.ZERO;
  }

  /** The entries that are fresh and have no backlog before them. */
  private List<QueueEntry> toEnqueue(List<Committed> gathered) {
    Instant oldest = clock.instant().minus(MAX_AGE);
    return gathered.stream()
        .filter(each -> each.at().isAfter(oldest))
        .map(Committed::entry)
        .filter(entry -> entry.due() != null || !full.contains(entry))
        .toList();
  }

  private List<Committed> gather(Committed first) {
    var batch = new ArrayList<Committed>();
    batch.add(first);
    long bytes = size(first.entry());
    while (batch.size() < MAX_ITEMS && bytes < MAX_BYTES) {
      Committed next = taken(waiting.poll());
      if (next == null) {
        break;
      }
      batch.add(next);
      bytes += size(next.entry());
    }
    return batch;
  }

  private void send(List<QueueEntry> batch) {
    try {
      List<EnqueueAnswer> answers = queue.enqueue(window, batch);
      marks.note(batch, answers);
    } catch (RedisRefused | RedisUnavailable e) {
      while (taken(waiting.poll()) != null) {
        // The publisher takes them.
      }
      throw e;
    }
  }
}
