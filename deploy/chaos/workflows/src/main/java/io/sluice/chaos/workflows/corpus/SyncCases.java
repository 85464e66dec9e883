package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.lang.ref.ReferenceQueue;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for signals that never come. */
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
final class SyncCases {
  private SyncCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("latch", _ -> latch()),
        Map.entry("latch-timed", _ -> latchTimed()),
        Map.entry("semaphore", _ -> semaphore()),
        Map.entry("semaphore-deaf", _ -> semaphoreDeaf()),
        Map.entry("condition", _ -> condition()),
        Map.entry("condition-timed", _ -> conditionTimed()),
        Map.entry("barrier", _ -> barrier()),
        Map.entry("phaser", _ -> phaser()),
        Map.entry("exchanger", _ -> exchanger()),
        Map.entry("object-wait", _ -> objectWait()),
        Map.entry("park-blocker", _ -> parkWithBlocker()),
        Map.entry("park-bare", _ -> parkBare()),
        Map.entry("thread-join", _ -> threadJoin()),
        Map.entry("thread-join-spinning", _ -> threadJoinSpinning()),
        Map.entry("virtual-join", _ -> virtualJoin()),
        Map.entry("reference-queue", _ -> referenceQueue()),
        Map.entry("sleep", _ -> sleep()),
        Map.entry("sleep-unit", _ -> sleepUnit()));
  }

  private static void latch() {
    var done = new CountDownLatch(3);
    Deaf.forever(() -> done.await()); // at: latch
  }

  private static void latchTimed() {
    var done = new CountDownLatch(2);
    Deaf.forever(() -> done.await(1, TimeUnit.HOURS)); // at: latch-timed
  }

  private static void semaphore() {
    var permits = new Semaphore(0);
    Deaf.forever(() -> permits.acquire()); // at: semaphore
  }

  private static void semaphoreDeaf() {
    var permits = new Semaphore(1);
    permits.acquireUninterruptibly(2); // at: semaphore-deaf
  }

  private static void condition() {
    var lock = new ReentrantLock();
    var ready = lock.newCondition();
    lock.lock();
    Deaf.forever(() -> ready.await()); // at: condition
  }

  private static void conditionTimed() {
    var lock = new ReentrantLock();
    var ready = lock.newCondition();
    lock.lock();
    Deaf.forever(() -> ready.await(1, TimeUnit.HOURS)); // at: condition-timed
  }

  private static void barrier() {
    var barrier = new CyclicBarrier(2);
    Deaf.forever(
        () -> {
          barrier.reset();
          barrier.await(); // at: barrier
        });
  }

  private static void phaser() {
    var phaser = new Phaser(2);
    phaser.arriveAndAwaitAdvance(); // at: phaser
  }

  private static void exchanger() {
    var exchanger = new Exchanger<String>();
    Deaf.forever(() -> exchanger.exchange("mine")); // at: exchanger
  }

  private static void objectWait() {
    var signal = new StringBuilder();
    synchronized (signal) {
      Deaf.forever(() -> signal.wait()); // at: object-wait
    }
  }

  private static void parkWithBlocker() {
    while (true) {
      LockSupport.park("the moon"); // at: park-blocker
      Thread.interrupted();
    }
  }

  private static void parkBare() {
    while (true) {
      LockSupport.park(); // at: park-bare
      Thread.interrupted();
    }
  }

  private static void threadJoin() {
    var helper = Deaf.start("join-helper", Deaf::hold);
    Deaf.forever(() -> helper.join()); // at: thread-join
  }

  private static void threadJoinSpinning() {
    var helper = Deaf.start("spin-helper", SyncCases::spin);
    Deaf.forever(() -> helper.join()); // at: thread-join-spinning
  }

  private static void spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static void virtualJoin() {
    var helper = Thread.ofVirtual().name("virtual-helper").start(Deaf::hold);
    Deaf.forever(() -> helper.join()); // at: virtual-join
  }

  private static void referenceQueue() {
    var queue = new ReferenceQueue<Object>();
    Deaf.forever(() -> queue.remove()); // at: reference-queue
  }

  private static void sleep() {
    Deaf.forever(() -> Thread.sleep(3_600_000)); // at: sleep
  }

  private static void sleepUnit() {
    Deaf.forever(() -> TimeUnit.DAYS.sleep(1)); // at: sleep-unit
  }
}
