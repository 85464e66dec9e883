package io.sluice.service;

import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one long-lived thread, or one periodic task, alive: whatever an iteration throws, including
 * Errors such as "unable to create native thread", is logged and counted, and the next iteration
 * follows after a pause of 0.1 s that doubles up to 5 s. A loop without progress is listed by
 * {@link #stalled}, for the liveness of its service. Hand-made, because the retries of SmallRye
 * Fault Tolerance end at an Error, and the thread with them.
 */
public final class LoopGuard {
  private static final Logger LOG = Logger.getLogger(LoopGuard.class.getName());
  private static final long FIRST_PAUSE_MS = 100;
  private static final long MAX_PAUSE_MS = 5_000;
  private static final long LOG_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long STALLED_NANOS = Duration.ofMinutes(1).toNanos();

  private static final Map<String, LongAdder> FAILURES = new ConcurrentHashMap<>();
  private static final Map<String, LoopGuard> LATEST = new ConcurrentHashMap<>();

  /** One iteration of a loop. */
  @FunctionalInterface
  public interface Turn {
    void run() throws InterruptedException;
  }

  /** Wait after a failure; should end early when the loop is to stop. */
  @FunctionalInterface
  public interface Pause {
    void await(Duration pause) throws InterruptedException;
  }

  private final String name;
  private final Predicate<Throwable> isOutage;
  private final LongAdder failures;
  private long pauseMs = FIRST_PAUSE_MS;
  private long loggedAt;
  private volatile long failingSince; // 0 if the last iteration succeeded
  private volatile boolean failedWithError;
  private volatile @Nullable Thread thread;

  /** Creates a guard; its count of failures exists from now on. */
  public LoopGuard(String name) {
    this(name, failure -> failure instanceof RedisUnavailable || failure instanceof RedisRefused);
  }

  /**
   * Creates a guard with its own classification of failures.
   *
   * @param isOutage true for failures of a dependency of this service, which are logged in one
   *     line, false for bugs of its own
   */
  public LoopGuard(String name, Predicate<Throwable> isOutage) {
    this.name = name;
    this.isOutage = isOutage;
    this.failures = FAILURES.computeIfAbsent(name, _ -> new LongAdder());
    LATEST.put(name, this);
  }

  /** Runs iterations on this thread until it is to stop or is interrupted. */
  public void loop(BooleanSupplier goesOn, Turn turn, Pause pause) {
    thread = Thread.currentThread();
    try {
      while (goesOn.getAsBoolean()) {
        Duration rest = attempt(turn);
        if (!rest.isZero()) {
          pause.await(rest);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread = null; // not in a finally block, because a thread that ended by an Error must be listed
  }

  /**
   * Runs one iteration.
   *
   * @return pause before the next one; zero if it succeeded
   */
  public Duration attempt(Turn turn) throws InterruptedException {
    try {
      turn.run();
      recovered();
      return Duration.ZERO;
    } catch (RuntimeException | Error failure) {
      return failed(failure);
    }
  }

  /** Wraps a task that is repeated by a scheduler. */
  public Runnable guarding(Runnable task) {
    return () -> {
      try {
        var _ = attempt(task::run);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Returns the numbers of failures so far, by the name of the loop. */
  public static SortedMap<String, LongAdder> failures() {
    return new TreeMap<>(FAILURES);
  }

  /**
   * Returns the names of loops without progress: their thread has ended, or Errors have ended each
   * iteration for a minute.
   */
  public static List<String> stalled() {
    return LATEST.values().stream()
        .filter(LoopGuard::isStalled)
        .map(guard -> guard.name)
        .sorted()
        .toList();
  }

  boolean isStalled() {
    Thread claimedBy = thread;
    long since = failingSince;
    return (claimedBy != null && !claimedBy.isAlive())
        || (failedWithError && since != 0 && System.nanoTime() - since > STALLED_NANOS);
  }

  private void recovered() {
    if (failingSince != 0) {
      failingSince = 0;
      failedWithError = false;
      pauseMs = FIRST_PAUSE_MS;
      LOG.log(Level.INFO, "A loop continues: loop={0}", name);
    }
  }

  private Duration failed(Throwable failure) {
    failures.increment();
    long now = System.nanoTime();
    boolean first = failingSince == 0;
    if (first) {
      failingSince = now == 0 ? 1 : now;
    }
    failedWithError = failure instanceof Error;
    if (first || now - loggedAt > LOG_INTERVAL_NANOS) {
      loggedAt = now;
      log(failure);
    }
    long pause = pauseMs / 2 + ThreadLocalRandom.current().nextLong(pauseMs / 2 + 1);
    pauseMs = Math.min(MAX_PAUSE_MS, 2 * pauseMs);
    return Duration.ofMillis(pause);
  }

  /** Logs a failure. Logging may fail itself, for example without memory. */
  private void log(Throwable failure) {
    try {
      if (isOutage.test(failure)) {
        LOG.log(
            Level.WARNING,
            "An iteration of a loop failed and is repeated until it succeeds: loop={0} reason={1}",
            new Object[] {name, failure.getMessage()});
      } else {
        LOG.log(
            Level.SEVERE,
            failure,
            () -> "An iteration of a loop failed and is repeated until it succeeds: loop=" + name);
      }
    } catch (RuntimeException | Error notLogged) {
      failures.increment();
    }
  }
}
