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
 * Sends outcomes to Redis in batches and keeps each in the {@link Spool} until the recorder has
 * confirmed it, so that no outcome is dropped. Runs on one thread of its own; its methods may be
 * called by any thread.
 */
public final class Completer {
  private static final Logger LOG = Logger.getLogger(Completer.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration LAST_CALL = Duration.ofSeconds(6);

  /**
   * Limits of waiting for Redis and for the recorder.
   *
   * @param resendAfter an outcome without a confirmation is sent again after this time
   * @param taken longest time that {@link #stop} waits until Redis has taken the remaining outcomes
   * @param confirmed longest time that {@link #stop} then waits for the recorder
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
   * Creates a sender that is not running yet.
   *
   * @param isHeld true while log lines of the attempt wait to be sent before its outcome; its lease
   *     is kept meanwhile
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

  /** Checks again whether outcomes that were held back may be sent. */
  public void lookAgain() {
    change(() -> {});
  }

  /** Removes attempts whose events the recorder has stored in PostgreSQL or refused. */
  public void recorded(List<Attempt> attempts) {
    change(() -> attempts.forEach(spool::recorded));
  }

  /** Returns the attempts whose outcome Redis has not taken; their leases must be kept. */
  public List<Attempt> untaken() {
    return get(spool::untaken);
  }

  /** Returns the number of outcomes that the recorder has not confirmed. */
  public int unconfirmed() {
    return get(spool::size);
  }

  /** Returns the number of outcomes that were sent again. */
  public long resent() {
    return get(() -> resent);
  }

  /**
   * Returns the reason why nothing should be claimed, as a sentence; empty if there is capacity for
   * outcomes.
   */
  public String trouble() {
    return get(
        () ->
            spool.isFull() ? spool.size() + " outcomes wait for the recorder's confirmation." : "");
  }

  /**
   * Sends the remaining outcomes, waits for their confirmation, and ends. An execution whose
   * outcome Redis does not take in time runs again when its lease ends; an outcome that is not
   * confirmed in time remains in the results stream.
   */
  public void stop() throws InterruptedException {
    if (!isRunning()) {
      return;
    }
    boolean taken = await(() -> spool.untaken().isEmpty(), patience.taken());
    boolean confirmed = taken && await(() -> spool.size() == 0, patience.confirmed());
    if (!taken) {
      LOG.errorf(
          "%d outcomes were not taken by Redis and are dropped: their executions run again.",
          untaken().size());
    } else if (!confirmed) {
      LOG.infof(
          "%d outcomes were not confirmed by the recorder in time: they remain in the results"
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
      while (batch == null
          && running) { // neither a deadline nor an interruption of Redis signals the condition
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
