package io.sluice.process.diagnosis;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * No test: takes dossiers of a thread that waits for a lock, in a process with 100 MB of live
 * objects, so that the JVM's own log of its stops (-Xlog:safepoint) shows what that costs the
 * neighbours. {@code deploy/bench/dossier} runs it.
 */
final class DossierPause {
  private static final int OBJECTS = 1_000_000;
  private static final int DOSSIERS = 50;
  private static final long BETWEEN_NANOS = 20_000_000;

  private DossierPause() {}

  public static void main(String[] arguments) throws InterruptedException {
    Map<Integer, int[]> live = new HashMap<>();
    for (int i = 0; i < OBJECTS; i++) {
      live.put(i, new int[] {i});
    }
    var lock = new ReentrantLock();
    lock.lock();
    var started = new CountDownLatch(4);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    started.countDown();
                    lock.lock();
                  }));
    }
    started.await();
    var sampler = new StackSampler(InstantSource.system(), _ -> null);
    System.out.println("begin " + live.size());
    for (int i = 0; i < DOSSIERS; i++) {
      var evidence = new Evidence(threads.getFirst());
      evidence.sample(sampler);
      evidence.sample(sampler);
      var target = new DossierTarget("e", "w", "deadline", false, List.of(), List.of());
      var dossier = evidence.conclude(sampler, target, threads);
      LockSupport.parkNanos(BETWEEN_NANOS + dossier.json().length());
    }
    System.exit(live.size() == OBJECTS ? 0 : 1);
  }
}
