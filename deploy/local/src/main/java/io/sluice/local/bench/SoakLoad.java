package io.sluice.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Load of a soak as an open loop: batches of mixed executions, cancels of some of them, and
 * readers. What cannot be sent because too much is in flight is counted. Thread-safe counters; one
 * thread calls {@link #run}.
 */
final class SoakLoad {
  private static final int BATCH = 50;
  private static final int MAX_IN_FLIGHT = 64;
  private static final long SEED = 7;

  private final ApiClient api;
  private final int perSecond;
  private final int readsPerSecond;
  private final Supplier<String> reads;
  private final Random random = new Random(SEED);
  private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
  private final SoakTimes submits = new SoakTimes();
  private final SoakTimes readings = new SoakTimes();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failedReads = new AtomicLong();
  private final AtomicLong notSent = new AtomicLong();

  SoakLoad(ApiClient api, int perSecond, int readsPerSecond, Supplier<String> reads) {
    this.api = api;
    this.perSecond = perSecond;
    this.readsPerSecond = readsPerSecond;
    this.reads = reads;
  }

  /** Sends until the end; returns when the last answers are there, or half a minute later. */
  void run(Instant end) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Instant start = BenchSystem.now();
      long batches = 0;
      long read = 0;
      while (BenchSystem.now().isBefore(end)) {
        double seconds = BenchSystem.millis(start, BenchSystem.now()) / 1000;
        for (; batches < seconds * perSecond / BATCH; batches++) {
          String body = batch();
          send(threads, () -> submit(body));
        }
        for (; read < seconds * readsPerSecond; read++) {
          String path = reads.get();
          send(threads, () -> read(path));
        }
        BenchSystem.pause(Duration.ofMillis(5));
      }
      threads.shutdown();
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    }
  }

  private void send(Executor threads, Runnable request) {
    if (!room.tryAcquire()) {
      notSent.incrementAndGet();
      return;
    }
    threads.execute(
        () -> {
          try {
            request.run();
          } finally {
            room.release();
          }
        });
  }

  private void submit(String body) {
    try {
      Instant sent = BenchSystem.now();
      var answer = api.post("/api/executions/batch", body);
      if (answer.status() / 100 != 2) {
        refused.addAndGet(BATCH);
        return;
      }
      submits.add(BenchSystem.millis(sent, BenchSystem.now()));
      int cancelled = 0;
      for (JsonNode item : answer.json()) {
        String id = item.path("execution_id").asText("");
        if (id.isEmpty()) {
          refused.incrementAndGet();
        } else {
          accepted.incrementAndGet();
          // The first is delayed and the second sleeps: both are cancelled, waiting and running.
          if (cancelled++ < 2) {
            api.cancel(id);
          }
        }
      }
    } catch (IOException noAnswer) {
      refused.addAndGet(BATCH);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String path) {
    try {
      Instant sent = BenchSystem.now();
      int status = api.get(path).status();
      readings.add(BenchSystem.millis(sent, BenchSystem.now()));
      if (status != 200) {
        failedReads.incrementAndGet();
      }
    } catch (IOException noAnswer) {
      failedReads.incrementAndGet();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private String batch() {
    var items = new ArrayList<String>();
    items.add(item("noop", "null", ",\"run_at\":\"" + later(30, 60) + "\""));
    items.add(item("sleep", "{\"seconds\":20}", ""));
    for (int i = 0; i < 6; i++) {
      items.add(item("noop", "null", ",\"run_at\":\"" + later(1, 60) + "\""));
    }
    for (int i = 0; i < 4; i++) {
      items.add(item("flaky", "{\"fail_times\":" + (1 + random.nextInt(2)) + "}", ""));
    }
    items.add(item("big-result", "{\"bytes\":" + 200_000 + "}", ""));
    items.add(item("big-result", "{\"bytes\":" + 16_000 + "}", ""));
    while (items.size() < BATCH) {
      items.add(item("noop", "null", ""));
    }
    return "[" + String.join(",", items) + "]";
  }

  private Instant later(int from, int to) {
    return BenchSystem.now().plusMillis(1000L * from + random.nextInt(1000 * (to - from)));
  }

  private String item(String workflow, String input, String more) {
    return String.format(
        Locale.ROOT,
        "{\"workflow\":\"%s\",\"input\":%s,\"organization\":\"org-%d\",\"priority\":\"%s\"%s}",
        workflow,
        input,
        random.nextInt(20),
        new String[] {"high", "normal", "normal", "low"}[random.nextInt(4)],
        more);
  }

  SoakTimes submits() {
    return submits;
  }

  SoakTimes readings() {
    return readings;
  }

  long accepted() {
    return accepted.get();
  }

  String counts() {
    return String.format(
        Locale.ROOT,
        "%d accepted, %d refused or without an answer, %d reads failed, %d requests not sent",
        accepted.get(),
        refused.get(),
        failedReads.get(),
        notSent.get());
  }

  /** Times of answers since the last look. Thread-safe. */
  static final class SoakTimes {
    private BenchSystem.Measurements times = new BenchSystem.Measurements();

    synchronized void add(double millis) {
      times.add(millis);
    }

    /** Returns what was added since the last call. */
    synchronized BenchSystem.Measurements take() {
      var taken = times;
      times = new BenchSystem.Measurements();
      return taken;
    }
  }
}
