package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Waits for room in a queue, or for an entry. */
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
final class QueueCases {
  private QueueCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("queue-put", _ -> put()),
        Map.entry("queue-take", _ -> take()),
        Map.entry("queue-poll", _ -> poll()),
        Map.entry("queue-offer", _ -> offer()),
        Map.entry("deque-take", _ -> takeLast()),
        Map.entry("priority-take", _ -> takeSmallest()),
        Map.entry("delay-take", _ -> takeDelayed()),
        Map.entry("synchronous-put", _ -> handOver()),
        Map.entry("transfer", _ -> transfer()),
        Map.entry("publisher-full", _ -> publish()),
        Map.entry("piped-read", _ -> readPiped()));
  }

  private static void put() throws InterruptedException {
    var queue = new ArrayBlockingQueue<String>(1);
    queue.put("first");
    Deaf.forever(() -> queue.put("second")); // at: queue-put
  }

  private static void take() {
    var queue = new LinkedBlockingQueue<String>();
    Deaf.forever(() -> queue.take()); // at: queue-take
  }

  private static void poll() {
    var queue = new LinkedBlockingQueue<String>();
    Deaf.forever(() -> queue.poll(1, TimeUnit.HOURS)); // at: queue-poll
  }

  private static void offer() {
    var queue = new LinkedBlockingQueue<String>(1);
    Deaf.forever(() -> queue.offer("more", 1, TimeUnit.HOURS)); // at: queue-offer
  }

  private static void takeLast() {
    var queue = new LinkedBlockingDeque<String>();
    Deaf.forever(() -> queue.takeLast()); // at: deque-take
  }

  private static void takeSmallest() {
    var queue = new PriorityBlockingQueue<String>();
    Deaf.forever(() -> queue.take()); // at: priority-take
  }

  private static void takeDelayed() {
    var queue = new DelayQueue<Delayed>();
    Deaf.forever(() -> queue.take()); // at: delay-take
  }

  private static void handOver() {
    var queue = new SynchronousQueue<String>();
    Deaf.forever(() -> queue.put("entry")); // at: synchronous-put
  }

  private static void transfer() {
    var queue = new LinkedTransferQueue<String>();
    Deaf.forever(() -> queue.transfer("entry")); // at: transfer
  }

  private static void publish() {
    var publisher = new SubmissionPublisher<String>(Runnable::run, 1);
    publisher.subscribe(new Lazy());
    Deaf.forever(() -> publisher.submit("entry")); // at: publisher-full
  }

  private static void readPiped() throws Exception {
    var from = new PipedInputStream();
    var to = new PipedOutputStream(from);
    Deaf.forever(() -> from.read()); // at: piped-read
    to.close();
  }

  /** Never asks for an entry. */
  private static final class Lazy implements Flow.Subscriber<String> {
    private final CompletableFuture<Void> never = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(String item) {
      never.join();
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}
  }
}
