package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;

import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code deploy/bench/soak}: a mixed load for a long time over a long history, with a Redis of 512
 * MB. Shows whether memory, tables and delays stay as they are, and that nothing was lost or
 * doubled. Ends with 1 if something was, or if a figure grows in the second half.
 */
@Command(
    name = "soak",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = "Measures whether a system under a steady load stays as it is.")
public final class BenchSoak implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration TO_END = Duration.ofMinutes(10);
  private static final int WORKERS = 2;
  private static final String SLOTS = "16";

  @Option(names = "--minutes", paramLabel = "N", defaultValue = "60", description = "of load")
  private double minutes;

  @Option(names = "--rate", paramLabel = "R", defaultValue = "500", description = "a second")
  private int rate;

  @Option(names = "--reads", paramLabel = "R", defaultValue = "20", description = "a second")
  private int reads;

  @Option(
      names = "--history",
      paramLabel = "ROWS",
      defaultValue = "10000000",
      description = "ended executions before it begins")
  private long history;

  @Option(
      names = "--faults",
      description =
          "PostgreSQL away for 5 minutes, Redis wiped, admin-api frozen for 2 minutes, during the"
              + " load")
  private boolean faults;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchSoak()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (faults && minutes < SoakFaults.SHORTEST_SOAK.toMinutes()) {
      System.err.println(
          "--faults needs --minutes " + SoakFaults.SHORTEST_SOAK.toMinutes() + " or more");
      return CommandLine.ExitCode.USAGE;
    }
    try (var system = BenchSystem.start(WORKERS, Map.of("WORKER_THREAD_POOL_SIZE", SLOTS))) {
      Instant began = now();
      system.database().load(history, 0);
      say("loaded %,d executions in %.0f s", history, millis(began, now()) / 1000);
      var load = new SoakLoad(system.api(), rate, reads, queries(system.api()));
      Instant start = now();
      boolean flat = run(system, load, start);
      say("%s", load.counts());
      return verdict(system.database(), load, start) && flat ? 0 : 1;
    }
  }

  private boolean run(BenchSystem system, SoakLoad load, Instant start) throws Exception {
    Instant end = start.plusMillis(Math.round(minutes * 60_000));
    var sending = Thread.ofPlatform().name("load").start(() -> send(load, end));
    var harm =
        CompletableFuture.supplyAsync(
            () -> !faults || new SoakFaults(system.local()).play(start, end),
            task -> Thread.ofPlatform().name("faults").start(task));
    try (var probe = new SoakProbe(system.local(), system.database(), load)) {
      Instant next = start.plus(INTERVAL);
      while (next.isBefore(end)) {
        BenchSystem.pause(Duration.between(now(), next));
        next = next.plus(INTERVAL);
        try {
          probe.sample(millis(start, now()) / 3_600_000);
        } catch (SQLException away) {
          say("no sample: %s", away);
        }
      }
      sending.join();
      System.out.print(probe.table());
      return harm.join() && (faults || probe.flat());
    }
  }

  private static void send(SoakLoad load, Instant end) {
    try {
      load.run(end);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all have ended, and counts. */
  private static boolean verdict(BenchDatabase database, SoakLoad load, Instant start)
      throws SQLException {
    Instant limit = now().plus(TO_END);
    while (database.open(start) > 0 && now().isBefore(limit)) {
      BenchSystem.pause(Duration.ofMillis(200));
    }
    long open = database.open(start);
    long recorded = database.recorded(start);
    long doubled = database.succeededTwice(start);
    say(
        "%d recorded, %d have not ended, %d succeeded more than once; by status %s",
        recorded, open, doubled, database.byStatus(start));
    return open == 0 && doubled == 0 && recorded >= load.accepted();
  }

  /** Lists, searches, details and statistics, one after the other. */
  private static Supplier<String> queries(ApiClient api) throws IOException, InterruptedException {
    var ids = new ArrayList<String>();
    for (var item : api.get("/api/executions?limit=50").success().path("items")) {
      ids.add("/api/executions/" + item.path("execution_id").asText());
    }
    var paths =
        Stream.concat(
                Stream.of(
                    "/api/executions?limit=50",
                    "/api/executions?limit=50&status=FAILED",
                    "/api/executions?limit=50&status=PENDING",
                    "/api/executions?limit=50&status=RUNNING",
                    "/api/executions?limit=50&workflow=noop",
                    "/api/executions?limit=50&workflow=history-49&status=TIMEOUT",
                    "/api/executions?limit=50&label=team:team-7",
                    "/api/executions?limit=50&organization=org-3",
                    "/api/executions?limit=50&error_type=java.io.IOException",
                    "/api/executions/stats?hours=24",
                    "/api/platform/workers",
                    "/api/platform/queue?limit=50"),
                ids.stream().limit(8))
            .toList();
    return turns(paths);
  }

  private static Supplier<String> turns(List<String> paths) {
    Iterator<String> endless =
        Stream.iterate(0, i -> (i + 1) % paths.size()).map(paths::get).iterator();
    return endless::next;
  }

  private static void say(String form, Object... values) {
    System.out.printf(Locale.ROOT, form + "%n", values);
  }
}
