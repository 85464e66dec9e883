package io.sluice.loop;

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
 * Keeps one long-lived thread, or one periodic task, alive: whatever a turn throws, Errors such as
 * "unable to create native thread" included, is logged and counted, and the next turn comes after a
 * pause of 0.1 s that doubles to 5 s. A loop that cannot go on is named by {@link #standingStill},
 * for the liveness of its service. Hand-made, because the retries of SmallRye Fault Tolerance end
 * at an Error, and the thread with them.
 */
public final class LoopGuard {
  private static final Logger LOG = Logger.getLogger(LoopGuard.class.getName());
  private static final long FIRST_PAUSE_MS = 100;
  private static final long MAX_PAUSE_MS = 5_000;
  private static final long SAY_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long HOPELESS_NANOS = Duration.ofMinutes(1).toNanos();

  private static final Map<String, LongAdder> FAILURES = new ConcurrentHashMap<>();
  private static final Map<String, LoopGuard> LATEST = new ConcurrentHashMap<>();

  /** One turn of a loop. */
  @FunctionalInterface
  public interface Turn {
    void run() throws InterruptedException;
  }

  /** How a loop waits after a failure; should end early when the loop is to stop. */
  @FunctionalInterface
  public interface Pause {
    void await(Duration pause) throws InterruptedException;
  }

  private final String name;
  private final Predicate<Throwable> isOutage;
  private final LongAdder failures;
  private long pauseMs = FIRST_PAUSE_MS;
  private long saidAt;
  private volatile long failingSince; // 0 when the last turn went well
  private volatile boolean failedWithError;
  private volatile @Nullable Thread thread;

  /** A guard that has seen nothing yet; its count of failures exists from now on. */
  public LoopGuard(String name) {
    this(name, failure -> failure instanceof RedisUnavailable || failure instanceof RedisRefused);
  }

  /**
   * The same.
   *
   * @param isOutage tells failures of something that this service depends on, which are logged in
   *     one line, from bugs of its own
   */
  public LoopGuard(String name, Predicate<Throwable> isOutage) {
    this.name = name;
    this.isOutage = isOutage;
    this.failures = FAILURES.computeIfAbsent(name, _ -> new LongAdder());
    LATEST.put(name, this);
  }

  /** Runs turns on this thread until it is to stop or is interrupted. */
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
    thread = null; // not in a finally block: a thread that dies by an Error stands still
  }

  /**
   * Runs one turn.
   *
   * @return how long to pause before the next one; zero when it went well
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

  /** The same for a task that somebody else repeats. */
  public Runnable guarding(Runnable task) {
    return () -> {
      try {
        var _ = attempt(task::run);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Failures so far, by the name of the loop. */
  public static SortedMap<String, LongAdder> failures() {
    return new TreeMap<>(FAILURES);
  }

  /** Loops that cannot go on: their thread is dead, or Errors have ended each turn for a minute. */
  public static List<String> standingStill() {
    return LATEST.values().stream()
        .filter(LoopGuard::standsStill)
        .map(guard -> guard.name)
        .sorted()
        .toList();
  }

  boolean standsStill() {
    Thread mine = thread;
    long since = failingSince;
    return (mine != null && !mine.isAlive())
        || (failedWithError && since != 0 && System.nanoTime() - since > HOPELESS_NANOS);
  }

  private void recovered() {
    if (failingSince != 0) {
      failingSince = 0;
      failedWithError = false;
      pauseMs = FIRST_PAUSE_MS;
      LOG.log(Level.INFO, "A loop goes on: loop={0}", name);
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
    if (first || now - saidAt > SAY_AGAIN_NANOS) {
      saidAt = now;
      say(failure);
    }
    long pause = pauseMs / 2 + ThreadLocalRandom.current().nextLong(pauseMs / 2 + 1);
    pauseMs = Math.min(MAX_PAUSE_MS, 2 * pauseMs);
    return Duration.ofMillis(pause);
  }

  /** The log may be what fails: without memory, for one. */
  private void say(Throwable failure) {
    try {
      if (isOutage.test(failure)) {
        LOG.log(
            Level.WARNING,
            "A turn of a loop failed and is repeated until it works: loop={0} reason={1}",
            new Object[] {name, failure.getMessage()});
      } else {
        LOG.log(
            Level.SEVERE,
            failure,
            () -> "A turn of a loop failed and is repeated until it works: loop=" + name);
      }
    } catch (RuntimeException | Error notLogged) {
      failures.increment();
    }
  }
}
