package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Goes round and round without progress. */
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
final class LoopCases {
  private static volatile boolean ready;
  private static volatile int turn;

  private LoopCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("poll-sleep", _ -> pollSleep()),
        Map.entry("poll-park", _ -> pollPark()),
        Map.entry("poll-queue", _ -> pollQueue()),
        Map.entry("busy-poll", _ -> busyPoll()),
        Map.entry("busy-queue", _ -> busyQueue()),
        Map.entry("yield-loop", _ -> yieldLoop()),
        Map.entry("retry-sleep", _ -> retrySleep()),
        Map.entry("retry-tight", _ -> retryTight()),
        Map.entry("retry-connect", _ -> retryConnect()),
        Map.entry("livelock-try-lock", _ -> livelock()),
        Map.entry("livelock-turns", _ -> turns()));
  }

  private static void pollSleep() {
    while (!ready) {
      nap(10); // at: poll-sleep
    }
  }

  private static void nap(long ms) {
    try {
      Thread.sleep(ms); // at: retry-sleep
    } catch (InterruptedException _) {
      // On purpose.
    }
  }

  private static void pollPark() {
    while (!ready) {
      LockSupport.parkNanos(20_000_000); // at: poll-park
      Thread.interrupted();
    }
  }

  private static void pollQueue() {
    var queue = new ConcurrentLinkedQueue<String>();
    Deaf.forever(
        () -> {
          while (queue.poll() == null) {
            TimeUnit.MILLISECONDS.sleep(15); // at: poll-queue
          }
        });
  }

  private static void busyPoll() {
    while (!ready) { // at: busy-poll
      Thread.onSpinWait(); // at: busy-poll
    }
  }

  private static void busyQueue() {
    var queue = new ConcurrentLinkedQueue<String>();
    while (queue.poll() == null) { // at: busy-queue
      Thread.onSpinWait(); // at: busy-queue
    }
  }

  private static void yieldLoop() {
    while (!ready) {
      Thread.yield(); // at: yield-loop
    }
  }

  private static void retrySleep() {
    while (true) {
      try {
        refuse();
      } catch (IllegalStateException _) {
        nap(5);
      }
    }
  }

  private static void refuse() {
    if (!ready) {
      throw new IllegalStateException("not ready");
    }
  }

  private static void retryTight() {
    while (true) {
      try {
        Integer.parseInt("twelve"); // at: retry-tight
      } catch (NumberFormatException _) {
        // Again.
      }
    }
  }

  private static void retryConnect() {
    while (true) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), 1)) { // at: retry-connect
        return;
      } catch (IOException _) {
        // Again.
      }
    }
  }

  private static void livelock() {
    var left = new ReentrantLock();
    var right = new ReentrantLock();
    Deaf.start("polite-partner", () -> politely(right, left));
    politely(left, right);
  }

  private static void politely(ReentrantLock first, ReentrantLock second) {
    while (true) {
      first.lock();
      nap(3);
      if (!second.isLocked() && second.tryLock() && ready) {
        return;
      }
      if (second.isHeldByCurrentThread()) {
        second.unlock();
      }
      first.unlock();
    }
  }

  private static void turns() {
    Deaf.start("turn-partner", () -> take(1, 0));
    take(0, 1);
  }

  private static void take(int mine, int other) {
    while (true) {
      while (turn != mine) { // at: livelock-turns
        Thread.onSpinWait(); // at: livelock-turns
      }
      turn = other;
    }
  }
}
