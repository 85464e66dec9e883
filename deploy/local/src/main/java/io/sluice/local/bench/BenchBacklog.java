package io.sluice.local.bench;

import io.sluice.local.LocalOptions;
import io.sluice.local.LocalSystem;
import io.sluice.local.Progress;
import io.sluice.local.data.Folders;
import io.sluice.local.service.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What a large backlog costs: the same worker, equally busy, and the same trickle of submissions,
 * once with some ten thousand queued executions and once with a million.
 */
public final class BenchBacklog {

  private static final int SMALL = 60_000;
  private static final int LARGE = 1_000_000;
  private static final int WARM_UP = 30_000;
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final Duration BETWEEN_SUBMISSIONS = Duration.ofMillis(50);

  private final BenchApi api;
  private final BenchDatabase database;
  private final InstantSource clock = InstantSource.system();

  private BenchBacklog(LocalSystem system) throws SQLException {
    this.api = new BenchApi(system.endpoints());
    this.database = new BenchDatabase(system.endpoints().postgresUrl());
  }

  private record Measured(double perSecond, double p50, double p99) {}

  public static void main(String[] arguments) throws Exception {
    // Kept data is written durably (fsync), as in production; temporary data is not.
    Path data = Files.createTempDirectory("sluice-backlog");
    var options = new LocalOptions(1, Optional.of(data), Map.of(), List.of(), List.of(), Map.of());
    var progress = new Progress(System.err);
    try (var system = LocalSystem.prepare(options, Layout.here(), progress)) {
      system.start();
      new BenchBacklog(system).run();
    } finally {
      Folders.delete(data);
    }
  }

  private void run() throws IOException, InterruptedException, SQLException {
    api.noop();
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
    api.close();
    database.close();
  }

  private Measured measure(int backlog) throws IOException, InterruptedException, SQLException {
    database.queueNoops(backlog);
    pause(Duration.ofSeconds(3)); // the publisher fills the window
    var accept = new Figures();
    long before = database.unfinished();
    Instant begin = clock.instant();
    long submitted = 0;
    while (clock.instant().isBefore(begin.plus(MEASURED))) {
      Instant sent = clock.instant();
      api.noop();
      submitted++;
      accept.add(Duration.between(sent, clock.instant()).toNanos() / 1e6);
      pause(BETWEEN_SUBMISSIONS);
    }
    double seconds = Duration.between(begin, clock.instant()).toNanos() / 1e9;
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

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
