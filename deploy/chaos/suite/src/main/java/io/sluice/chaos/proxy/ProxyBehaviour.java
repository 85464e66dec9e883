package io.sluice.chaos.proxy;

import io.sluice.chaos.proxy.ProxyBehaviour.Direction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The behaviour of a proxy towards old and new connections.
 *
 * @param accepting whether new connections reach the server; else they are reset
 * @param latency waited before each chunk is passed on, in both directions
 * @param withheld directions in which nothing arrives until the behaviour changes, as when packets
 *     are dropped and sent again
 * @param resetsPerMille chance of each chunk to reset its connection
 * @param byteLimit bytes of a connection after which it is reset; 0 for none
 * @param halfOpen the server's side is closed and the client is not told
 * @param slowClose waited before the end of one side is told to the other
 */
public record ProxyBehaviour(
    boolean accepting,
    Duration latency,
    Set<Direction> withheld,
    int resetsPerMille,
    long byteLimit,
    boolean halfOpen,
    Duration slowClose) {
  public static final ProxyBehaviour PASS =
      new ProxyBehaviour(true, Duration.ZERO, Set.of(), 0, 0, false, Duration.ZERO);

  /** The direction of data. */
  public enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  public ProxyBehaviour {
    withheld = Set.copyOf(withheld);
  }

  public static ProxyBehaviour refuseNew() {
    return new ProxyBehaviour(false, Duration.ZERO, Set.of(), 0, 0, false, Duration.ZERO);
  }

  public static ProxyBehaviour latency(Duration each) {
    return new ProxyBehaviour(true, each, Set.of(), 0, 0, false, Duration.ZERO);
  }

  public static ProxyBehaviour blackhole(Direction way) {
    return new ProxyBehaviour(true, Duration.ZERO, Set.of(way), 0, 0, false, Duration.ZERO);
  }

  public static ProxyBehaviour blackholeBothWays() {
    var both = EnumSet.allOf(Direction.class);
    return new ProxyBehaviour(true, Duration.ZERO, both, 0, 0, false, Duration.ZERO);
  }

  public static ProxyBehaviour resets(int perMille) {
    return new ProxyBehaviour(true, Duration.ZERO, Set.of(), perMille, 0, false, Duration.ZERO);
  }

  public static ProxyBehaviour byteLimit(long bytes) {
    return new ProxyBehaviour(true, Duration.ZERO, Set.of(), 0, bytes, false, Duration.ZERO);
  }

  public static ProxyBehaviour halfOpened() {
    return new ProxyBehaviour(true, Duration.ZERO, Set.of(), 0, 0, true, Duration.ZERO);
  }

  public static ProxyBehaviour slowClose(Duration wait) {
    return new ProxyBehaviour(true, Duration.ZERO, Set.of(), 0, 0, false, wait);
  }

  /** The current behaviour of a proxy; its threads can wait for a change. */
  static final class BehaviourSwitch {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile ProxyBehaviour now = ProxyBehaviour.PASS;

    ProxyBehaviour now() {
      return now;
    }

    void set(ProxyBehaviour next) {
      lock.lock();
      try {
        now = next;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /** Waits until data may pass in this direction. */
    void awaitOpen(Direction way) throws InterruptedException {
      lock.lock();
      try {
        while (now.withheld().contains(way)) {
          changed.await();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
