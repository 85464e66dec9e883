package io.sluice.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.LocalOptions;
import io.sluice.local.LocalSystem;
import io.sluice.local.Progress;
import io.sluice.local.data.Folders;
import io.sluice.local.service.Layout;
import io.sluice.testkit.ApiClient;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A system with one worker for measurements. One thread. */
final class BenchSystem implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Path data;
  private final LocalSystem local;
  private final ApiClient api;
  private final BenchDatabase database;

  private BenchSystem(Path data, LocalSystem local) throws SQLException {
    this.data = data;
    this.local = local;
    this.api = new ApiClient(local.endpoints().adminApi(), local.endpoints().token());
    this.database = new BenchDatabase(local.endpoints().postgresUrl());
  }

  /** Kept data is written durably (fsync), as in production; temporary data is not. */
  static BenchSystem start() throws Exception {
    return start(1, Map.of());
  }

  /** A system in which what is queued stays queued. */
  static BenchSystem startWithoutWorkers() throws Exception {
    return start(0, Map.of());
  }

  /** A system with workers of these settings. */
  static BenchSystem start(int workers, Map<String, String> settings) throws Exception {
    Path data = Files.createTempDirectory("sluice-bench");
    var options =
        new LocalOptions(workers, Optional.of(data), Map.of(), List.of(), List.of(), settings);
    var local = LocalSystem.prepare(options, Layout.here(), new Progress(System.err));
    local.start();
    return new BenchSystem(data, local);
  }

  LocalSystem local() {
    return local;
  }

  ApiClient api() {
    return api;
  }

  BenchDatabase database() {
    return database;
  }

  /** Redis writes each change to the disk before it answers; usually it does so once a second. */
  BenchSystem withRedisAlwaysOnDisk() throws IOException {
    try (var redis = RedisClient.to(URI.create(local.endpoints().redisUrl()).getPort())) {
      redis.send("CONFIG", "SET", "appendfsync", "always");
    }
    return this;
  }

  /** The pid of the ACTIVE process of the first worker. */
  long activePid() throws IOException, InterruptedException {
    JsonNode worker = api.get("/api/platform/workers/" + api.firstWorker()).success();
    for (JsonNode process : worker.path("processes")) {
      if (process.path("state").asText().equals("ACTIVE")) {
        return process.path("pid").asLong();
      }
    }
    throw new IOException("No process is ACTIVE: " + worker);
  }

  /** Something to wait for; may submit work meanwhile. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException, InterruptedException, SQLException;
  }

  /**
   * Looks again and again.
   *
   * @throws IOException if it does not hold within ten minutes
   */
  static void await(String what, Duration interval, Condition condition)
      throws IOException, InterruptedException, SQLException {
    Instant limit = now().plus(LIMIT);
    while (!condition.holds()) {
      if (now().isAfter(limit)) {
        throw new IOException("Not within " + LIMIT.toMinutes() + " minutes: " + what);
      }
      pause(interval);
    }
  }

  /** Waits until no execution waits or runs. */
  void awaitIdle() throws IOException, InterruptedException, SQLException {
    await("all have ended", Duration.ofMillis(20), () -> database.unfinished() == 0);
  }

  /**
   * Submits no-ops at a rate that keeps the backlog bounded.
   *
   * @param ahead number that may wait
   * @return number of those submitted
   */
  long submitNoopsFor(Duration time, int ahead, int batch)
      throws IOException, InterruptedException, SQLException {
    Instant end = now().plus(time);
    long submitted = 0;
    while (now().isBefore(end)) {
      if (database.unfinished() < ahead) {
        api.submitNoops(batch);
        submitted += batch;
      } else {
        pause(Duration.ofMillis(50));
      }
    }
    return submitted;
  }

  static Instant now() {
    return CLOCK.instant();
  }

  static void pause(Duration time) {
    if (time.isPositive()) {
      LockSupport.parkNanos(time.toNanos());
    }
  }

  static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  /** Memory of a process in MB: {@code Rss} or {@code Pss}. */
  static double memory(long pid, String kind) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      if (line.startsWith(kind + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("No " + kind + " of process " + pid);
  }

  @Override
  public void close() throws IOException, SQLException {
    try (local;
        database;
        api) {
      // Ended in this order.
    } finally {
      Folders.delete(data);
    }
  }

  /** Measured values of one kind. */
  static final class Measurements {
    private final List<Double> values = new ArrayList<>();

    Measurements() {}

    Measurements(Collection<Double> values) {
      this.values.addAll(values);
    }

    void add(double value) {
      values.add(value);
    }

    /**
     * Interpolates nothing: the value at this rank.
     *
     * @param rank 0 to 1
     */
    double quantile(double rank) {
      if (values.isEmpty()) {
        return Double.NaN;
      }
      var sorted = new ArrayList<>(values);
      Collections.sort(sorted);
      return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(rank * (sorted.size() - 1))));
    }

    String median(String unit) {
      return String.format(
          Locale.ROOT, "%.1f %s (median of %d)", quantile(0.5), unit, values.size());
    }

    String tails(String unit) {
      return String.format(
          Locale.ROOT,
          "p50 %.1f %s, p99 %.1f %s (of %d)",
          quantile(0.5),
          unit,
          quantile(0.99),
          unit,
          values.size());
    }
  }
}
