package io.sluice.process.execution;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Queue of events for the loop thread. Any thread posts and none waits: there is no lock that an
 * overflowing stack of a workflow could leave locked. Its length is bounded by its posters:
 * messages by the flow control of the stream, the others by one of each kind for each execution.
 */
public final class LoopMailbox {
  private final ConcurrentLinkedQueue<LoopEvent> events = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Thread waiting;

  public void post(LoopEvent event) {
    events.offer(event);
    var reader = waiting;
    if (reader != null) {
      LockSupport.unpark(reader);
    }
  }

  /** Takes the next event, and waits for it; {@code null} if none came in time. */
  @Nullable LoopEvent poll(Duration timeout) {
    var ready = events.poll();
    if (ready != null || timeout.isNegative() || timeout.isZero()) {
      return ready;
    }
    waiting = Thread.currentThread();
    try {
      if (events.isEmpty()) {
        // An interrupt flag that a workflow set would make every wait return at once.
        Thread.interrupted();
        LockSupport.parkNanos(this, timeout.toNanos());
      }
    } finally {
      waiting = null;
    }
    return events.poll();
  }
}
