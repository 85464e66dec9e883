package io.sluice.orchestrator.results;

import io.sluice.orchestrator.RedisInterruptions;
import io.sluice.queue.Attempt;
import io.sluice.queue.Completion;
import io.sluice.queue.Completion.Sent;
import io.sluice.queue.QueueAnswers.CompleteAnswer;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.service.LoopGuard;
import java.time.Duration;
import java.time.Instant;
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
 * Sends outcomes to Redis in batches and keeps each in the {@link ResultOutbox} until the recorder
 * has confirmed it, so that no outcome is dropped. Runs on one thread of its own; its methods may
 * be called by any thread.
 */
public final class ResultSender {
  private static final Logger LOG = Logger.getLogger(ResultSender.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(6);

  /**
   * Part of the queue that takes outcomes. Every call may throw {@link RedisUnavailable} or {@link
   * RedisRefused}, and may be repeated.
   */
  public interface Queue {
    List<CompleteAnswer> complete(List<Completion> completions);

    /** Sends outcomes again that the recorder has not confirmed. */
    List<CompleteAnswer> completeAgain(List<Sent> unconfirmed);
  }

  /**
   * Limits of waiting for Redis and for the recorder.
   *
   * @param resendAfter an outcome without a confirmation is sent again after this time
   * @param taken longest time that {@link #stop} waits until Redis has taken the remaining outcomes
   * @param confirmed longest time that {@link #stop} then waits for the recorder
   */
  public record Timeouts(Duration resendAfter, Duration taken, Duration confirmed) {}

  private final Queue queue;
  private final RedisInterruptions redisInterruptions;
  private final Timeouts timeout;
  private final Predicate<Attempt> isHeld;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition gathered = lock.newCondition();
  private final ResultOutbox outbox;
  private final LoopGuard guard = new LoopGuard("completer");
  private final Thread thread = Thread.ofPlatform().name("completer").unstarted(this::run);
  private boolean running = true;
  private long resent;
  private long added;
  private long addedBefore;
  private Instant countedAt;

  /**
   * Creates a sender that is not running yet.
   *
   * @param isHeld true while log lines of the attempt wait to be sent before its outcome; its lease
   *     is kept meanwhile
   */
  public ResultSender(
      Queue queue,
      RedisInterruptions redisInterruptions,
      Timeouts timeout,
      Predicate<Attempt> isHeld,
      InstantSource clock) {
    this.isHeld = isHeld;
    this.queue = queue;
    this.redisInterruptions = redisInterruptions;
    this.timeout = timeout;
    this.clock = clock;
    this.outbox = new ResultOutbox(timeout.resendAfter());
    this.countedAt = clock.instant();
  }

  public void start() {
    thread.start();
  }

  public void add(Completion completion) {
    change(
        () -> {
          outbox.add(completion);
          added++;
          if (outbox.untakenCount() >= OutcomeGathering.ENOUGH) {
            gathered.signalAll();
          }
        });
  }

  /** Checks again whether outcomes that were held back may be sent. */
  public void recheck() {
    change(() -> {});
  }

  /** Removes attempts whose events the recorder has stored in PostgreSQL or refused. */
  public void recorded(List<Attempt> attempts) {
    change(() -> attempts.forEach(outbox::recorded));
  }

  /** Returns the attempts whose outcome Redis has not taken; their leases must be kept. */
  public List<Attempt> untaken() {
    return get(outbox::untaken);
  }

  /** Returns the number of outcomes that the recorder has not confirmed. */
  public int unconfirmed() {
    return get(outbox::size);
  }

  /** Returns the number of outcomes that were sent again. */
  public long resent() {
    return get(() -> resent);
  }

  /**
   * Returns the reason why nothing should be claimed, as a sentence; empty if there is capacity for
   * outcomes.
   */
  public String notReadyReason() {
    return get(
        () ->
            outbox.isFull()
                ? outbox.size() + " outcomes wait for the recorder's confirmation."
                : "");
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
    boolean taken = await(() -> outbox.untaken().isEmpty(), timeout.taken());
    boolean confirmed = taken && await(() -> outbox.size() == 0, timeout.confirmed());
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
    thread.join(JOIN_TIMEOUT.toMillis());
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  private void run() {
    guard.loop(
        () -> get(() -> running),
        () -> {
          ResultOutbox.@Nullable Batch batch = awaitBatch();
          if (batch != null) {
            send(batch);
          }
        },
        pause -> {
          boolean _ = await(() -> !running, pause);
        });
  }

  private ResultOutbox.@Nullable Batch awaitBatch() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      ResultOutbox.@Nullable Batch batch = nextBatch();
      while (batch == null
          && running) { // neither a deadline nor an interruption of Redis signals the condition
        boolean _ = changed.await(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        batch = nextBatch();
      }
      if (batch != null && !batch.again() && isGatheringWorthwhile()) {
        gather();
        batch = nextBatch();
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private ResultOutbox.@Nullable Batch nextBatch() {
    return outbox.next(redisInterruptions.interruptions(), clock.instant(), isHeld);
  }

  private boolean isGatheringWorthwhile() {
    Duration elapsed = Duration.between(countedAt, clock.instant());
    boolean worthwhile = OutcomeGathering.isWorthwhile(added - addedBefore, elapsed);
    if (elapsed.compareTo(OutcomeGathering.WINDOW) >= 0) {
      addedBefore = added;
      countedAt = clock.instant();
    }
    return worthwhile;
  }

  private void gather() throws InterruptedException {
    long nanos = OutcomeGathering.LONGEST.toNanos();
    while (running && outbox.untakenCount() < OutcomeGathering.ENOUGH && nanos > 0) {
      nanos = gathered.awaitNanos(nanos);
    }
  }

  private void send(ResultOutbox.Batch batch) throws InterruptedException {
    long before = redisInterruptions.interruptions();
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

  private void answered(ResultOutbox.Batch batch, List<CompleteAnswer> answers, long before) {
    resent += batch.again() ? batch.outcomes().size() : 0;
    outbox
        .answered(batch, answers, before, clock.instant())
        .forEach(
            refused ->
                LOG.infof(
                    "The outcome of a fenced attempt was refused: execution=%s",
                    refused.executionId()));
  }

  private boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = timeout.toNanos();
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
