package io.sluice.chaos.proxy;

import io.sluice.chaos.proxy.Behaviour.Direction;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The behaviour of now, for which pumps can wait. */
final class Switch {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Behaviour now = Behaviour.PASS;

  Behaviour now() {
    return now;
  }

  void set(Behaviour next) {
    lock.lock();
    try {
      now = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until bytes may go that way. */
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
