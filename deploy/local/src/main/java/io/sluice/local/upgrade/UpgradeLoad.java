package io.sluice.local.upgrade;

import io.sluice.local.child.Stopwatch;
import io.sluice.local.upgrade.UpgradeFigures.Submitted;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that submits short executions, or asks for actions, at a steady rate, each with an
 * idempotency key, and sends a request again that was not answered or that was answered with 429 or
 * 5xx. Thread-safe; {@link #run} takes one thread.
 */
final class UpgradeLoad {
  private static final int TRIES = 40;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final int TOO_MANY = 429;
  private static final int NO_ANSWER = 0;
  private static final int SERVER_ERROR = 500;

  /** Requests that are sent. */
  enum Kind {
    EXECUTIONS("/api/executions", "execution_id", "\"workflow\":\"%s\",\"input\""),
    ACTIONS("/api/workflow_actions", "id", "\"workflow_type_id\":\"%s\",\"inputs\"");

    private final String path;
    private final String idField;
    private final String form;

    Kind(String path, String idField, String form) {
      this.path = path;
      this.idField = idField;
      this.form = form;
    }

    /** Nine of ten answer at once, one sleeps for a fifth of a second. */
    private String body(long number) {
      return number % 10 == 0
          ? "{" + form.formatted("sleep") + ":{\"seconds\":0.2}}"
          : "{" + form.formatted("echo") + ":{\"number\":" + number + "}}";
    }
  }

  private final ApiClient api;
  private final Kind kind;
  private final int perSecond;
  private final Queue<Long> firstTries = new ConcurrentLinkedQueue<>();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile boolean stopped;

  UpgradeLoad(ApiClient api, Kind kind, int perSecond) {
    this.api = api;
    this.kind = kind;
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
        var watch = Stopwatch.start();
        int status = send(number);
        if (status / 100 == 2) {
          if (left == TRIES) {
            firstTries.add(watch.elapsed().toMillis());
          }
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
      var answer = api.post(kind.path, kind.body(number), key);
      String id = answer.json().path(kind.idField).asText("");
      if (!id.isEmpty()) {
        accepted.add(id);
      }
      return answer.status();
    } catch (IOException noAnswer) {
      return NO_ANSWER;
    }
  }

  /**
   * A quantile of the time until the answer, of all requests so far that the first try succeeded
   * with, in milliseconds.
   */
  long answerMillis(double rank) {
    long[] times = firstTries.stream().mapToLong(Long::longValue).sorted().toArray();
    return times.length == 0 ? 0 : times[(int) Math.ceil(rank * times.length) - 1];
  }

  Kind kind() {
    return kind;
  }

  /** Ids of all accepted executions. */
  Set<String> accepted() {
    return Set.copyOf(accepted);
  }

  Submitted submitted() {
    return new Submitted(sent.get(), accepted.size(), refused.get(), repeated.get());
  }
}
