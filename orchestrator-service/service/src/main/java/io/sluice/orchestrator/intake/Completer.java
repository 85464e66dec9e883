package io.sluice.orchestrator.intake;

import io.sluice.loop.LoopGuard;
import io.sluice.orchestrator.redis.Continuity;
import io.sluice.queue.Attempt;
import io.sluice.queue.CompleteAnswer;
import io.sluice.queue.Completion;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.queue.Sent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends outcomes to the queue, in batches of whatever is there, and keeps each in the {@link Spool}
 * until the recorder has confirmed it: an outcome is never dropped. One thread of its own; all else
 * may be called by any.
 */
public final class Completer {
  private static final Logger LOG = Logger.getLogger(Completer.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration LAST_CALL = Duration.ofSeconds(6);

  /**
   * How long to wait.
   *
   * @param resendAfter without a confirmation for this long an outcome is sent again
   * @param taken how long {@link #stop} waits until Redis has taken what is left
   * @param confirmed how long {@link #stop} waits then for the recorder
   */
  public record Patience(Duration resendAfter, Duration taken, Duration confirmed) {}

  private final ExecutionQueue queue;
  private final Continuity continuity;
  private final Patience patience;
  private final Predicate<Attempt> isHeld;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Spool spool;
  private final LoopGuard guard = new LoopGuard("completer");
  private final Thread thread = Thread.ofPlatform().name("completer").unstarted(this::run);
  private boolean running = true;
  private long resent;

  /**
   * A completer that is not running yet.
   *
   * @param isHeld whether the outcome of an attempt should wait a while, since its log lines do;
   *     its lease is kept meanwhile
   */
  public Completer(
      ExecutionQueue queue,
      Continuity continuity,
      Patience patience,
      Predicate<Attempt> isHeld,
      InstantSource clock) {
    this.isHeld = isHeld;
    this.queue = queue;
    this.continuity = continuity;
    this.patience = patience;
    this.clock = clock;
    this.spool = new Spool(patience.resendAfter());
  }

  public void start() {
    thread.start();
  }

  public void add(Completion completion) {
    change(() -> spool.add(completion));
  }

  /** What was held may be so no longer. */
  public void lookAgain() {
    change(() -> {});
  }

  /** The recorder has the events of these attempts in PostgreSQL, applied or refused. */
  public void recorded(List<Attempt> attempts) {
    change(() -> attempts.forEach(spool::recorded));
  }

  /** Outcomes that Redis has not taken: their leases must be kept. */
  public List<Attempt> untaken() {
    return get(spool::untaken);
  }

  /** How many outcomes the recorder has not confirmed. */
  public int unconfirmed() {
    return get(spool::size);
  }

  /** How often an outcome was sent again. */
  public long resent() {
    return get(() -> resent);
  }

  /** Why nothing should be claimed, in words; empty when there is room for outcomes. */
  public String trouble() {
    return get(
        () ->
            spool.isFull() ? spool.size() + " outcomes wait for the recorder's confirmation." : "");
  }

  /**
   * Sends what is left, waits for its confirmation, and ends. What Redis does not take in time
   * moves when its lease ends; what is not confirmed in time stands in the results stream.
   */
  public void stop() throws InterruptedException {
    if (!isRunning()) {
      return;
    }
    boolean taken = await(() -> spool.untaken().isEmpty(), patience.taken());
    boolean confirmed = taken && await(() -> spool.size() == 0, patience.confirmed());
    if (!taken) {
      LOG.errorf(
          "%d outcomes were not taken by Redis and are given up: their executions run again.",
          untaken().size());
    } else if (!confirmed) {
      LOG.infof(
          "%d outcomes were not confirmed by the recorder in time: they stand in the results"
              + " stream.",
          unconfirmed());
    }
    change(() -> running = false);
    thread.join(LAST_CALL.toMillis());
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  private void run() {
    guard.loop(
        () -> get(() -> running),
        () -> {
          Spool.@Nullable Batch batch = awaitBatch();
          if (batch != null) {
            send(batch);
          }
        },
        pause -> {
          boolean _ = await(() -> !running, pause);
        });
  }

  private Spool.@Nullable Batch awaitBatch() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Spool.@Nullable Batch batch = spool.next(continuity.interruptions(), clock.instant(), isHeld);
      while (batch == null && running) { // neither time nor an interruption signals
        boolean _ = changed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        batch = spool.next(continuity.interruptions(), clock.instant(), isHeld);
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void send(Spool.Batch batch) throws InterruptedException {
    long before = continuity.interruptions();
    try {
      List<CompleteAnswer> answers =
          batch.again()
              ? queue.completeAgain(batch.outcomes())
              : queue.complete(batch.outcomes().stream().map(Sent::completion).toList());
      change(() -> answered(batch, answers, before));
    } catch (RedisUnavailable | RedisRefused notNow) {
      LOG.warnf(
          "%d outcomes wait for Redis and are sent again: %s",
          batch.outcomes().size(), notNow.getMessage());
      boolean _ = await(() -> !running, PAUSE);
    }
  }

  private void answered(Spool.Batch batch, List<CompleteAnswer> answers, long before) {
    resent += batch.again() ? batch.outcomes().size() : 0;
    spool
        .answered(batch, answers, before, clock.instant())
        .forEach(
            refused ->
                LOG.infof(
                    "The outcome of a fenced attempt was refused: execution=%s",
                    refused.executionId()));
  }

  private boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = atMost.toNanos();
      while (!condition.getAsBoolean() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return condition.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T get(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
