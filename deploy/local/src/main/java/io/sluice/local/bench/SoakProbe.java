package io.sluice.local.bench;

import io.sluice.local.LocalSystem;
import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Samples the memory, tables and delays of a system under a soak, once a minute. One thread. */
final class SoakProbe implements AutoCloseable {
  private static final double MB = 1024 * 1024;
  private static final Pattern HEAP =
      Pattern.compile("jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*} ([0-9.E+-]+)");

  private final LocalSystem system;
  private final BenchDatabase database;
  private final SoakLoad load;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final List<SoakSeries> all = new ArrayList<>();
  private final SoakSeries heap = series("heap of the services and workers, MB", 30);
  private final SoakSeries admin = series("RSS of admin-api, MB", 10);
  private final SoakSeries worker = series("RSS of an orchestrator, MB", 10);
  private final SoakSeries web = series("RSS of diagnostics-web, MB", 10);
  private final SoakSeries processes = series("RSS of all processes of the workers, MB", 40);
  private final SoakSeries redis = series("memory of Redis, MB", 5);
  private final SoakSeries table = series("table execution with its indexes, MB", 20);
  private final SoakSeries indexes = series("indexes of it, MB", 10);
  private final SoakSeries stored = series("history of one more execution, bytes", 200);
  private final SoakSeries waiting = series("executions that wait or run, not delayed", 300);
  private final SoakSeries starts = series("queued to started, p95, ms", 20);
  private final SoakSeries submits = series("POST of a batch of 50, p95, ms", 20);
  private final SoakSeries reads = series("reads, p95, ms", 30);

  /** As of the sample before. */
  private BenchDatabase.Stored before;

  SoakProbe(LocalSystem system, BenchDatabase database, SoakLoad load) throws SQLException {
    this.system = system;
    this.database = database;
    this.load = load;
    this.before = database.stored();
  }

  private SoakSeries series(String name, double noise) {
    var series = new SoakSeries(name, noise);
    all.add(series);
    return series;
  }

  /** Takes one sample. */
  void sample(double hours) throws IOException, InterruptedException, SQLException {
    double used = 0;
    for (URI each : system.management()) {
      used += heap(each);
    }
    heap.add(hours, used / MB);
    admin.add(hours, rss(ChildRole.ADMIN_API));
    worker.add(hours, rss(ChildRole.WORKER));
    web.add(hours, rss(ChildRole.DIAGNOSTICS_WEB));
    processes.add(hours, processes());
    redis.add(hours, redisMemory() / MB);
    table.add(hours, database.size("pg_total_relation_size") / MB);
    indexes.add(hours, database.size("pg_indexes_size") / MB);
    var now = database.stored();
    stored.add(
        hours,
        now.executions() == before.executions()
            ? Double.NaN
            : (double) (now.bytes() - before.bytes()) / (now.executions() - before.executions()));
    before = now;
    waiting.add(hours, (double) database.unfinished());
    starts.add(hours, database.startDelay(0.95));
    submits.add(hours, load.submits().take().quantile(0.95));
    reads.add(hours, load.readings().take().quantile(0.95));
  }

  private double heap(URI management) throws InterruptedException {
    try {
      var request =
          HttpRequest.newBuilder(management.resolve("/q/metrics"))
              .timeout(Duration.ofSeconds(10))
              .build();
      var matcher = HEAP.matcher(http.send(request, BodyHandlers.ofString()).body());
      double sum = 0;
      while (matcher.find()) {
        sum += Double.parseDouble(matcher.group(1));
      }
      return sum;
    } catch (IOException noAnswer) {
      return Double.NaN;
    }
  }

  /** The largest one of a role. */
  private double rss(ChildRole role) throws IOException {
    double most = Double.NaN;
    for (Child child : system.children()) {
      if (child.role() == role && child.isAlive()) {
        double memory = BenchSystem.memory(child.pid(), "Rss");
        most = Double.isNaN(most) ? memory : Math.max(most, memory);
      }
    }
    return most;
  }

  private double processes() {
    return system.children().stream()
        .filter(child -> child.role() == ChildRole.WORKER)
        .flatMap(child -> ProcessHandle.of(child.pid()).stream())
        .flatMap(ProcessHandle::children)
        .mapToDouble(SoakProbe::memoryOf)
        .sum();
  }

  /** One that ends meanwhile has none. */
  private static double memoryOf(ProcessHandle process) {
    try {
      return BenchSystem.memory(process.pid(), "Rss");
    } catch (IOException ended) {
      return 0;
    }
  }

  private double redisMemory() {
    try (var client = RedisClient.to(URI.create(system.endpoints().redisUrl()).getPort())) {
      return Double.parseDouble(client.info("memory", "used_memory"));
    } catch (IOException | NumberFormatException away) {
      return Double.NaN;
    }
  }

  /** The table: one row for each figure. */
  String table() {
    var text =
        new StringBuilder(
            """
            | figure, of the second half | mean | max of all | slope an hour | trend |
            | --- | --- | --- | --- | --- |
            """);
    all.forEach(each -> text.append(each.row()).append('\n'));
    return text.toString();
  }

  boolean flat() {
    return all.stream().allMatch(SoakSeries::flat);
  }

  @Override
  public void close() {
    http.close();
  }
}
