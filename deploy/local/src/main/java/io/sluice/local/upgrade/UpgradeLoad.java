package io.sluice.local.upgrade;

import io.sluice.local.child.Stopwatch;
import io.sluice.local.upgrade.UpgradeFigures.Submitted;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that submits short executions at a steady rate, each with an idempotency key, and sends
 * a request again that was not answered or that was answered with 429 or 5xx. Thread-safe; {@link
 * #run} takes one thread.
 */
final class UpgradeLoad {
  private static final int TRIES = 40;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final int TOO_MANY = 429;
  private static final int NO_ANSWER = 0;
  private static final int SERVER_ERROR = 500;

  private final ApiClient api;
  private final int perSecond;
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile boolean stopped;

  UpgradeLoad(ApiClient api, int perSecond) {
    this.api = api;
    this.perSecond = perSecond;
  }

  /** Sends until it is stopped; returns when each request has its last answer. */
  void run() {
    var watch = Stopwatch.start();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (!stopped) {
        long due = watch.elapsed().toMillis() * perSecond / 1000;
        while (sent.get() < due) {
          long number = sent.incrementAndGet();
          threads.execute(() -> submit(number));
        }
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
  }

  void stop() {
    stopped = true;
  }

  private void submit(long number) {
    try {
      for (int left = TRIES; left > 0; left--) {
        int status = send(number);
        if (status / 100 == 2) {
          return;
        }
        if (status != NO_ANSWER && status != TOO_MANY && status < SERVER_ERROR) {
          break;
        }
        repeated.incrementAndGet();
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    refused.incrementAndGet();
  }

  /** Returns the status of the answer; 0 if there was none. */
  private int send(long number) throws InterruptedException {
    try {
      var key = Map.of("Idempotency-Key", "upgrade-" + number);
      var answer = api.post("/api/executions", body(number), key);
      if (!answer.executionId().isEmpty()) {
        accepted.add(answer.executionId());
      }
      return answer.status();
    } catch (IOException noAnswer) {
      return NO_ANSWER;
    }
  }

  /** Nine of ten answer at once, one sleeps for a fifth of a second. */
  private static String body(long number) {
    return number % 10 == 0
        ? "{\"workflow\":\"sleep\",\"input\":{\"seconds\":0.2}}"
        : String.format(Locale.ROOT, "{\"workflow\":\"echo\",\"input\":{\"number\":%d}}", number);
  }

  /** Ids of all accepted executions. */
  Set<String> accepted() {
    return Set.copyOf(accepted);
  }

  Submitted submitted() {
    return new Submitted(sent.get(), accepted.size(), refused.get(), repeated.get());
  }
}
