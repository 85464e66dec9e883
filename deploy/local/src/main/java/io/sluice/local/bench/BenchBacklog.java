package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.now;
import static io.sluice.local.bench.BenchSystem.pause;

import io.sluice.local.bench.BenchSystem.Measurements;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Measures the cost of a large backlog: the same worker, equally busy, and the same submissions,
 * once with ten thousand queued executions and once with a million.
 */
public final class BenchBacklog {

  private static final int SMALL = 60_000;
  private static final int LARGE = 1_000_000;
  private static final int WARM_UP = 30_000;
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final Duration BETWEEN_SUBMISSIONS = Duration.ofMillis(50);

  private final ApiClient api;
  private final BenchDatabase database;

  private BenchBacklog(BenchSystem system) {
    this.api = system.api();
    this.database = system.database();
  }

  private record Measured(double perSecond, double p50, double p99) {}

  public static void main(String[] arguments) throws Exception {
    try (var system = BenchSystem.start()) {
      new BenchBacklog(system).run();
    }
  }

  private void run() throws IOException, InterruptedException, SQLException {
    api.submitNoop();
    database.queueNoops(WARM_UP);
    awaitFewerThan(1);
    Measured small = measure(SMALL);
    awaitFewerThan(1);
    Measured large = measure(LARGE);
    System.out.printf(
        Locale.ROOT,
        "claimed to recorded: %.0f /s against %.0f /s, %+.0f %%%n",
        large.perSecond,
        small.perSecond,
        100 * (large.perSecond / small.perSecond - 1));
    System.out.printf(
        Locale.ROOT,
        "accept: p50 %.1f ms against %.1f ms, %+.0f %%; p99 %.1f ms against %.1f ms%n",
        large.p50,
        small.p50,
        100 * (large.p50 / small.p50 - 1),
        large.p99,
        small.p99);
  }

  private Measured measure(int backlog) throws IOException, InterruptedException, SQLException {
    database.queueNoops(backlog);
    pause(Duration.ofSeconds(3)); // the publisher fills the window
    var accept = new Measurements();
    long before = database.unfinished();
    Instant begin = now();
    long submitted = 0;
    while (now().isBefore(begin.plus(MEASURED))) {
      Instant sent = now();
      api.submitNoop();
      submitted++;
      accept.add(Duration.between(sent, now()).toNanos() / 1e6);
      pause(BETWEEN_SUBMISSIONS);
    }
    double seconds = Duration.between(begin, now()).toNanos() / 1e9;
    double perSecond = (before + submitted - database.unfinished()) / seconds;
    var measured = new Measured(perSecond, accept.quantile(0.5), accept.quantile(0.99));
    System.out.printf(
        Locale.ROOT,
        "with %,d queued: %.0f /s claimed to recorded; accept %s%n",
        before,
        perSecond,
        accept.tails("ms"));
    return measured;
  }

  private void awaitFewerThan(long unfinished) throws SQLException {
    while (database.unfinished() >= unfinished) {
      pause(Duration.ofMillis(200));
    }
  }
}
