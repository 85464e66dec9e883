package io.sluice.chaos.proxy;

import io.sluice.chaos.proxy.ProxyBehaviour.Direction;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The current behaviour of a proxy; its threads can wait for a change. */
final class BehaviourSwitch {
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
