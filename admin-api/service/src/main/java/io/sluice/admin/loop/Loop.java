package io.sluice.admin.loop;

import io.sluice.queue.RedisRefused;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that turns until it is stopped. A turn that fails is told once, and the next one
 * waits: 0.1 s doubling to 5 s, with jitter.
 */
public final class Loop {

  private static final Logger LOG = Logger.getLogger(Loop.class);
  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 5_000;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final String name;
  private final Turn turn;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rested = lock.newCondition();
  private volatile boolean running;
  private boolean nudged; // guarded by the lock
  private volatile boolean healthy = true;
  private @Nullable Thread thread;

  public Loop(String name, Turn turn) {
    this.name = name;
    this.turn = turn;
  }

  /** One turn of the loop. */
  @FunctionalInterface
  public interface Turn {
    /** Answers how long to rest before the next turn. */
    Duration run() throws InterruptedException;
  }

  /** Starts turning; a second call does nothing. */
  public void start() {
    if (!running) {
      running = true;
      thread = Thread.ofVirtual().name(name).start(this::turn);
    }
  }

  /** Ends the present rest, or the next one: there is something to do. Never blocks. */
  public void nudge() {
    lock.lock();
    try {
      nudged = true;
      rested.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Stops before the next turn and waits for the present one. */
  public void stop() {
    running = false;
    wake();
    var last = thread;
    if (last != null) {
      join(last);
    }
  }

  /** Whether the last turn went well. */
  public boolean healthy() {
    return healthy;
  }

  private void join(Thread last) {
    try {
      if (!last.join(STOP_WITHIN)) {
        last.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() {
    long wait = FIRST_WAIT_MS;
    while (running) {
      try {
        Duration rest = turn.run();
        recovered();
        wait = FIRST_WAIT_MS;
        rest(rest.toMillis());
      } catch (InterruptedException e) {
        running = false;
      } catch (RuntimeException e) {
        failed(e);
        rest(wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1));
        wait = Math.min(LONGEST_WAIT_MS, 2 * wait);
      }
    }
  }

  private void recovered() {
    if (!healthy) {
      healthy = true;
      LOG.infof("%s goes on", name);
    }
  }

  private void failed(RuntimeException e) {
    // A queue that is being rebuilt has no groups yet: not a failure (queue protocol, section 14).
    boolean rebuilding = e instanceof RedisRefused refused && refused.code().equals("NOGROUP");
    if (healthy && running && !rebuilding) {
      healthy = false;
      LOG.warnf("%s failed and is repeated until it works: %s", name, e.getMessage());
    }
    LOG.debugf(e, "%s failed", name);
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
}
