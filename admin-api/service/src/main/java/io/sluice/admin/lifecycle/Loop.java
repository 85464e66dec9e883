package io.sluice.admin.lifecycle;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.service.LoopGuard;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that repeats a turn until it is stopped, also after exceptions ({@link
 * LoopGuard}). The rest between two turns can be cut short. Own code instead of a scheduler,
 * because {@link LoopGuard} decides liveness and backoff of each loop, and turns are started on
 * demand.
 */
public final class Loop {

  private static final Duration REBUILD_REST = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final String name;
  private final Turn turn;
  private final LoopGuard guard;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rested = lock.newCondition();
  private volatile boolean running;
  private boolean nudged; // guarded by the lock
  private volatile boolean healthy = true;
  private @Nullable Thread thread;

  public Loop(String name, Turn turn) {
    this.name = name;
    this.turn = turn;
    this.guard = new LoopGuard(name, Loop::isOutage);
  }

  /** One turn of the loop. */
  @FunctionalInterface
  public interface Turn {
    /** Runs one turn and returns the rest before the next one. */
    Duration run() throws InterruptedException;
  }

  /** Starts the loop; a second call does nothing. */
  public void start() {
    if (!running) {
      running = true;
      thread = Thread.ofVirtual().name(name).start(this::turn);
    }
  }

  /** Ends the present rest, or skips the next one. Never blocks. */
  public void nudge() {
    lock.lock();
    try {
      nudged = true;
      rested.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Stops the loop and waits for the present turn. */
  public void stop() {
    running = false;
    wake();
    var last = thread;
    if (last != null) {
      join(last);
    }
  }

  /** Returns true if the last turn succeeded. */
  public boolean healthy() {
    return healthy;
  }

  private static boolean isOutage(Throwable failure) {
    return failure instanceof RedisUnavailable
        || failure instanceof RedisRefused
        || failure instanceof DatabaseUnavailable
        || failure instanceof DatabaseRefused;
  }

  private void join(Thread last) {
    try {
      if (!last.join(STOP_TIMEOUT)) {
        last.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() {
    guard.loop(() -> running, this::once, pause -> rest(pause.toMillis()));
    running = false;
  }

  private void once() throws InterruptedException {
    Duration rest;
    try {
      rest = turn.run();
      healthy = true;
    } catch (RuntimeException | Error e) {
      if (e instanceof RedisRefused refused && refused.code().equals("NOGROUP")) {
        // The queue is being rebuilt and has no consumer groups yet. This is no failure.
        rest = REBUILD_REST;
      } else {
        healthy = false;
        throw e;
      }
    }
    rest(rest.toMillis());
  }

  private void rest(long millis) {
    if (millis <= 0) {
      return;
    }
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (running && !nudged && left > 0) {
        left = rested.awaitNanos(left);
      }
      nudged = false;
    } catch (InterruptedException e) {
      running = false;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      rested.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Registers a counter of failed turns for each loop, after all loops have started. */
  @Singleton
  static final class LoopMeters {
    private final MeterRegistry meters;

    LoopMeters(MeterRegistry meters) {
      this.meters = meters;
    }

    void register(@Observes @Priority(Integer.MAX_VALUE) StartupEvent started) {
      LoopGuard.failures()
          .forEach(
              (loop, failures) ->
                  FunctionCounter.builder("sluice.loop.failures", failures, LongAdder::sum)
                      .tag("loop", loop)
                      .register(meters));
    }
  }
}
