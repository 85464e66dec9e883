package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Waits for results that other threads compute, or nobody. */
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
final class FutureCases {
  private static final CountDownLatch WORKER_BEGAN = new CountDownLatch(1);

  private FutureCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("future", _ -> future()),
        Map.entry("future-not-started", _ -> notStarted()),
        Map.entry("scheduled-future", _ -> scheduled()),
        Map.entry("completable-own-pool", _ -> ownPool()),
        Map.entry("completable-common-pool", _ -> commonPool()),
        Map.entry("completable-virtual", _ -> virtual()),
        Map.entry("completable-nobody", _ -> nobody()),
        Map.entry("completable-chain", _ -> chain()),
        Map.entry("completable-all-of", _ -> allOf()),
        Map.entry("parallel-stream", _ -> parallelStream()),
        Map.entry("fork-join-pool", _ -> forkJoinPool()),
        Map.entry("invoke-all", _ -> invokeAll()),
        Map.entry("executor-close", _ -> close()),
        Map.entry("await-termination", _ -> awaitTermination()),
        Map.entry("virtual-executor", _ -> virtualExecutor()),
        Map.entry("completion-service", _ -> completionService()),
        Map.entry("timer", _ -> timer()));
  }

  private static ThreadFactory named(String name) {
    return work -> {
      var thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static ExecutorService one(String name) {
    return Executors.newSingleThreadExecutor(named(name));
  }

  private static String busy() {
    Deaf.hold();
    return "";
  }

  private static void future() {
    var pool = one("future-worker");
    var answer = pool.submit(FutureCases::busy);
    Deaf.forever(() -> answer.get()); // at: future
  }

  private static void notStarted() {
    var pool = one("only-worker");
    pool.submit(FutureCases::busy);
    var second = pool.submit(() -> "never");
    Deaf.forever(() -> second.get()); // at: future-not-started
  }

  private static void scheduled() {
    var pool = Executors.newScheduledThreadPool(1, named("schedule-worker"));
    var later = pool.schedule(() -> "late", 1, TimeUnit.DAYS);
    Deaf.forever(() -> later.get()); // at: scheduled-future
  }

  private static void ownPool() {
    var answer = CompletableFuture.supplyAsync(FutureCases::busy, one("price-worker"));
    Deaf.forever(() -> answer.get()); // at: completable-own-pool
  }

  private static void commonPool() {
    var answer = CompletableFuture.supplyAsync(FutureCases::busy);
    answer.join(); // at: completable-common-pool
  }

  private static void virtual() {
    var answer =
        CompletableFuture.supplyAsync(
            FutureCases::busy,
            Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("virtual-worker").factory()));
    Deaf.forever(() -> answer.get()); // at: completable-virtual
  }

  private static void nobody() {
    var answer = new CompletableFuture<String>();
    Deaf.forever(() -> answer.get()); // at: completable-nobody
  }

  private static void chain() {
    var pool = one("chain-worker");
    var answer = CompletableFuture.supplyAsync(() -> 1, pool).thenApplyAsync(_ -> busy(), pool);
    Deaf.forever(() -> answer.get(1, TimeUnit.HOURS)); // at: completable-chain
  }

  private static void allOf() {
    var all =
        CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> {}, one("quick-worker")),
            CompletableFuture.runAsync(Deaf::hold, one("slow-worker")));
    Deaf.forever(() -> all.get()); // at: completable-all-of
  }

  private static void parallelStream() {
    IntStream.range(0, 64).parallel().forEach(_ -> stopInPool()); // at: parallel-stream
  }

  private static void stopInPool() {
    if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
      WORKER_BEGAN.countDown();
      Deaf.hold();
    }
    while (WORKER_BEGAN.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private static void forkJoinPool() {
    var pool = new ForkJoinPool(1);
    var task = pool.submit((Callable<String>) FutureCases::busy);
    Deaf.forever(() -> task.get()); // at: fork-join-pool
  }

  private static void invokeAll() {
    var pool = one("all-worker");
    List<Callable<String>> tasks = List.of(FutureCases::busy, () -> "");
    Deaf.forever(() -> pool.invokeAll(tasks)); // at: invoke-all
  }

  private static void close() {
    var pool = one("close-worker");
    pool.submit(FutureCases::busy);
    pool.close(); // at: executor-close
  }

  private static void awaitTermination() {
    var pool = one("last-worker");
    pool.submit(FutureCases::busy);
    pool.shutdown();
    Deaf.forever(() -> pool.awaitTermination(1, TimeUnit.DAYS)); // at: await-termination
  }

  private static void virtualExecutor() {
    var pool = Executors.newVirtualThreadPerTaskExecutor();
    pool.submit(FutureCases::busy);
    pool.close(); // at: virtual-executor
  }

  private static void completionService() {
    var service = new ExecutorCompletionService<String>(one("service-worker"));
    service.submit(FutureCases::busy);
    Deaf.forever(() -> service.take()); // at: completion-service
  }

  private static void timer() {
    var rung = new CountDownLatch(1);
    var timer = new Timer("slow-timer", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            Deaf.hold();
            rung.countDown();
          }
        },
        0);
    Deaf.forever(() -> rung.await()); // at: timer
  }
}
