package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Waits for locks, whose owner is known, unknown or has ended. */
@SuppressWarnings({
  "FutureReturnValueIgnored",
  "ReturnValueIgnored",
  "CheckReturnValue",
  "AddressSelection",
  "ModifiedButNotUsed",
  "BanJNDI",
  "UnnecessaryStringBuilder",
  "Finally",
  "BusyWait",
  "Interruption",
  "UnusedVariable",
  "ThreadPriorityCheck",
  "WaitNotInLoop",
  "LockNotBeforeTry",
  "StreamResourceLeak",
  "InputStreamSlowMultibyteRead",
  "JdkObsolete",
  "EmptyCatch",
  "try"
})
final class LockCases {
  private LockCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("reentrant-lock", _ -> reentrant()),
        Map.entry("synchronized", _ -> monitor()),
        Map.entry("monitor-of-virtual", _ -> monitorOfVirtual()),
        Map.entry("owner-ended", _ -> ownerEnded()),
        Map.entry("stamped-write", _ -> stampedWrite()),
        Map.entry("stamped-read", _ -> stampedRead()),
        Map.entry("read-to-write", _ -> upgrade()),
        Map.entry("write-behind-reader", _ -> writeBehindReader()),
        Map.entry("read-behind-writer", _ -> readBehindWriter()),
        Map.entry("deadlock-monitors", _ -> deadlockOfMonitors()),
        Map.entry("deadlock-locks", _ -> deadlockOfLocks()),
        Map.entry("map-compute", _ -> mapCompute()),
        Map.entry("interruptible-lock", _ -> interruptibly()));
  }

  private static void reentrant() throws InterruptedException {
    var lock = new ReentrantLock();
    held("lock-keeper", lock);
    lock.lock(); // at: reentrant-lock
  }

  private static void interruptibly() throws InterruptedException {
    var lock = new ReentrantLock();
    held("polite-keeper", lock);
    Deaf.forever(() -> lock.lockInterruptibly()); // at: interruptible-lock
  }

  private static void held(String name, Lock lock) throws InterruptedException {
    var taken = new CountDownLatch(1);
    Deaf.start(
        name,
        () -> {
          lock.lock();
          taken.countDown();
          Deaf.hold();
        });
    taken.await();
  }

  private static void monitor() throws InterruptedException {
    var monitor = new Object();
    var taken = new CountDownLatch(1);
    Deaf.start("monitor-keeper", () -> keep(monitor, taken));
    taken.await();
    synchronized (monitor) { // at: synchronized
      Thread.onSpinWait(); // at: synchronized
    }
  }

  private static void monitorOfVirtual() throws InterruptedException {
    var monitor = new Object();
    var taken = new CountDownLatch(1);
    Thread.ofVirtual().name("virtual-keeper").start(() -> keep(monitor, taken));
    taken.await();
    synchronized (monitor) { // at: monitor-of-virtual
      Thread.onSpinWait(); // at: monitor-of-virtual
    }
  }

  private static void keep(Object monitor, CountDownLatch taken) {
    synchronized (monitor) {
      taken.countDown();
      Deaf.hold();
    }
  }

  private static void ownerEnded() throws InterruptedException {
    var lock = new ReentrantLock();
    Deaf.start("gone-owner", lock::lock).join();
    lock.lock(); // at: owner-ended
  }

  private static void stampedWrite() {
    var lock = new StampedLock();
    lock.readLock();
    lock.writeLock(); // at: stamped-write
  }

  private static void stampedRead() {
    var lock = new StampedLock();
    lock.writeLock();
    lock.readLock(); // at: stamped-read
  }

  private static void upgrade() {
    var lock = new ReentrantReadWriteLock();
    lock.readLock().lock();
    lock.writeLock().lock(); // at: read-to-write
  }

  private static void writeBehindReader() throws InterruptedException {
    var lock = new ReentrantReadWriteLock();
    held("long-reader", lock.readLock());
    lock.writeLock().lock(); // at: write-behind-reader
  }

  private static void readBehindWriter() throws InterruptedException {
    var lock = new ReentrantReadWriteLock();
    held("long-writer", lock.writeLock());
    lock.readLock().lock(); // at: read-behind-writer
  }

  private static void deadlockOfMonitors() {
    var left = new Object();
    var right = new Object();
    var bothHoldOne = new CountDownLatch(2);
    Deaf.start("monitor-partner", () -> takeBoth(right, left, bothHoldOne));
    takeBoth(left, right, bothHoldOne);
  }

  private static void takeBoth(Object first, Object second, CountDownLatch bothHoldOne) {
    synchronized (first) {
      meet(bothHoldOne);
      synchronized (second) { // at: deadlock-monitors
        Thread.onSpinWait(); // at: deadlock-monitors
      }
    }
  }

  private static void deadlockOfLocks() {
    var left = new ReentrantLock();
    var right = new ReentrantLock();
    var bothHoldOne = new CountDownLatch(2);
    Deaf.start("lock-partner", () -> lockBoth(right, left, bothHoldOne));
    lockBoth(left, right, bothHoldOne);
  }

  private static void lockBoth(Lock first, Lock second, CountDownLatch bothHoldOne) {
    first.lock();
    meet(bothHoldOne);
    second.lock(); // at: deadlock-locks
  }

  private static void meet(CountDownLatch all) {
    all.countDown();
    while (all.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private static void mapCompute() throws InterruptedException {
    var map = new ConcurrentHashMap<String, String>();
    map.put("key", "value");
    var inside = new CountDownLatch(1);
    Deaf.start(
        "map-keeper",
        () ->
            map.compute(
                "key",
                (_, _) -> {
                  inside.countDown();
                  Deaf.hold();
                  return "";
                }));
    inside.await();
    map.compute("key", (_, old) -> old + "more"); // at: map-compute
  }
}
