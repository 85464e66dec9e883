package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;
import static io.sluice.local.bench.BenchSystem.pause;

import io.sluice.local.bench.BenchSystem.Measurements;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delays of single no-ops at a fixed rate. An open loop: each is counted from the moment at which
 * it was due to be sent, and sent whether or not earlier ones were answered, so that a system that
 * stands still is not asked less.
 */
final class LatencyPart implements Part {
  private static final int ROUNDS = 3;
  private static final Duration ROUND = Duration.ofSeconds(8);

  private final String rate;
  private final int perSecond;

  /**
   * @param rate for the names of the figures
   */
  LatencyPart(String rate, int perSecond) {
    this.rate = rate;
    this.perSecond = perSecond;
  }

  @Override
  public void measure(BenchSystem system, Figures figures)
      throws IOException, InterruptedException, SQLException {
    var toStart = new ArrayList<Measurements>();
    var toRecorded = new ArrayList<Measurements>();
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Instant> due = send(system);
      system.awaitIdle();
      var starts = new Measurements();
      var ends = new Measurements();
      system
          .database()
          .times(due.keySet())
          .forEach(
              (id, times) -> {
                Instant sent = Objects.requireNonNull(due.get(id));
                starts.add(millis(sent, times.started()));
                ends.add(millis(sent, times.recorded()));
              });
      toStart.add(starts);
      toRecorded.add(ends);
    }
    figures.delays("no-op " + rate + ", POST due to start", toStart);
    figures.delays("no-op " + rate + ", POST due to recorded", toRecorded);
  }

  /** Returns the moment at which each was due, by its id. */
  private Map<String, Instant> send(BenchSystem system) throws IOException, InterruptedException {
    var due = new ConcurrentHashMap<String, Instant>();
    var failed = new AtomicInteger();
    long count = perSecond * ROUND.toSeconds();
    Instant start = now();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long i = 0; i < count; i++) {
        Instant at = start.plusNanos(i * 1_000_000_000L / perSecond);
        pause(Duration.between(now(), at));
        threads.execute(
            () -> {
              try {
                due.put(system.api().submitNoop(), at);
              } catch (IOException noAnswer) {
                failed.incrementAndGet();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
      }
    }
    if (failed.get() > 0) {
      throw new IOException(failed + " of " + count + " submissions failed");
    }
    return due;
  }
}
