package io.sluice.orchestrator.results;

import io.sluice.queue.Attempt;
import io.sluice.queue.LogBatch;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.service.LoopGuard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * Sends log lines of executions to Redis, separately from outcomes, so that a flood of lines delays
 * no outcome. Lines wait while Redis is unavailable, up to a bound in characters; above it the
 * oldest are dropped and counted, and readers see a gap in the line numbers. Runs on one thread of
 * its own; its methods may be called by any thread.
 */
public final class LogForwarder {
  private static final Logger LOG = Logger.getLogger(LogForwarder.class);
  private static final long MAX_CHARACTERS = 16L * 1024 * 1024;
  private static final int MAX_BATCHES = 10_000;
  private static final int MAX_BATCHES_AT_ONCE = 100;
  private static final long MAX_CHARACTERS_AT_ONCE = 256 * 1024;
  private static final int CHARACTERS_PER_LINE = 100; // overhead of a line beside its message

  /** Longest time that an outcome waits for lines that Redis could take. */
  private static final Duration MAX_HOLD_DURATION = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(500);

  /**
   * Batches of one attempt that wait.
   *
   * @param since arrival of the oldest batch since the attempt last had none
   */
  private record Pending(int batches, Instant since) {}

  private final ToLongFunction<List<LogBatch>> stream;
  private final InstantSource clock;
  private final long maxCharacters;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<LogBatch> waiting = new ArrayDeque<>();
  private final Map<Attempt, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong removed = new AtomicLong();
  private final LoopGuard guard = new LoopGuard("log-forwarder");
  private final Thread thread = Thread.ofPlatform().name("log-forwarder").unstarted(this::run);
  private volatile Runnable onComplete = () -> {};
  private volatile Instant unavailableAt = Instant.MIN;
  private volatile boolean refused;

  /**
   * Number of batches that are sent one by one, because one among them could not be sent. Confined
   * to the thread.
   */
  private int single;

  private long characters;
  private boolean running = true;

  public LogForwarder(ToLongFunction<List<LogBatch>> stream, InstantSource clock) {
    this(stream, clock, MAX_CHARACTERS);
  }

  /** Creates a forwarder with another bound, for tests. */
  LogForwarder(ToLongFunction<List<LogBatch>> stream, InstantSource clock, long maxCharacters) {
    this.stream = stream;
    this.clock = clock;
    this.maxCharacters = maxCharacters;
  }

  /**
   * Sets the listener that is called, on the forwarder's thread, when some attempt has no more
   * waiting lines.
   */
  public void whenComplete(Runnable listener) {
    onComplete = listener;
  }

  public void start() {
    thread.start();
  }

  public void add(LogBatch lines) {
    lock.lock();
    try {
      waiting.add(lines);
      characters += characters(lines);
      Instant now = clock.instant();
      pending.merge(
          attempt(lines), new Pending(1, now), (old, _) -> new Pending(old.batches + 1, old.since));
      while ((characters > maxCharacters || waiting.size() > MAX_BATCHES) && waiting.size() > 1) {
        drop(waiting.remove());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns true while lines of the attempt wait for a Redis that could take them: its outcome
   * should follow them. At most 10 s, so that a flood of lines delays no outcome.
   */
  public boolean isPending(Attempt attempt) {
    Pending lines = pending.get(attempt);
    if (lines == null || refused) {
      return false;
    }
    Instant from = lines.since.isAfter(unavailableAt) ? lines.since : unavailableAt;
    return clock.instant().isBefore(from.plus(MAX_HOLD_DURATION));
  }

  /** Returns the number of lines that were dropped since the start. */
  public long dropped() {
    return dropped.get();
  }

  /**
   * Returns the number of entries, of all workers, that were removed from the full stream since the
   * start.
   */
  public long removed() {
    return removed.get();
  }

  public void stop() throws InterruptedException {
    locked(() -> running = false);
    thread.join(5_000);
    thread.interrupt(); // it may wait for an answer of Redis
  }

  private void run() {
    guard.loop(this::goesOn, this::turn, this::await);
  }

  private boolean goesOn() {
    lock.lock();
    try {
      return running || !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void turn() throws InterruptedException {
    List<LogBatch> next = first();
    if (next.isEmpty()) {
      await(PAUSE);
      return;
    }
    try {
      removed.addAndGet(stream.applyAsLong(next));
      refused = false;
      single = Math.max(0, single - 1);
      locked(() -> next.forEach(this::take));
    } catch (RedisUnavailable away) {
      unavailableAt = clock.instant();
      LOG.debugf("Log lines wait for Redis: %s", away.getMessage());
      awaitRedisOrGiveUp();
    } catch (RedisRefused full) {
      refused = true;
      LOG.debugf("Redis takes no log lines for now: %s", full.getMessage());
      awaitRedisOrGiveUp();
    } catch (RuntimeException | Error broken) {
      if (next.size() == 1) { // it would fail again and block every batch behind it
        locked(() -> dropIfFirst(next.getFirst()));
        single = 0;
      } else {
        single = next.size();
      }
      throw broken;
    }
    if (!next.stream().allMatch(batch -> pending.containsKey(attempt(batch)))) {
      onComplete.run();
    }
  }

  private List<LogBatch> first() {
    lock.lock();
    try {
      var first = new ArrayList<LogBatch>();
      long sum = 0;
      for (LogBatch batch : waiting) {
        if (first.size() >= (single > 0 ? 1 : MAX_BATCHES_AT_ONCE)
            || sum >= MAX_CHARACTERS_AT_ONCE) {
          break;
        }
        first.add(batch);
        sum += characters(batch);
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Removes a batch that was sent, if it was not dropped while it was sent. */
  private void take(LogBatch sent) {
    if (sent.equals(waiting.peek())) {
      waiting.remove();
      forget(sent);
    }
  }

  private void dropIfFirst(LogBatch broken) {
    if (broken.equals(waiting.peek())) {
      drop(waiting.remove());
    }
  }

  private void drop(LogBatch lines) {
    dropped.addAndGet(lines.lines().size());
    forget(lines);
  }

  private void forget(LogBatch lines) {
    characters -= characters(lines);
    pending.computeIfPresent(
        attempt(lines),
        (_, old) -> old.batches == 1 ? null : new Pending(old.batches - 1, old.since));
  }

  /**
   * Waits a full pause, so that new lines do not cause a request each; during the stop it drops the
   * lines instead.
   */
  private void awaitRedisOrGiveUp() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!running && !waiting.isEmpty()) {
        drop(waiting.remove());
      }
      long nanos = PAUSE.toNanos();
      while (running && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private void await(Duration pause) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = pause.toNanos();
      while (running && waiting.isEmpty() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static Attempt attempt(LogBatch lines) {
    return new Attempt(lines.executionId(), lines.epoch(), lines.claim());
  }

  private static long characters(LogBatch lines) {
    return lines.lines().stream()
        .mapToLong(line -> line.message().length() + CHARACTERS_PER_LINE)
        .sum();
  }
}
