package io.sluice.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The three execution models in one run on one machine, with one worker: memory of its processes
 * for each execution at once, start latency and throughput of no-ops.
 */
public final class BenchModels {
  private static final List<Integer> SIZES = List.of(4, 16, 64);
  private static final int STARTS = 30;
  private static final Duration BETWEEN_STARTS = Duration.ofMillis(500);
  private static final Duration THROUGHPUT = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final LocalSystem system;
  private final BenchApi api;
  private final BenchDatabase database;
  private final InstantSource clock = InstantSource.system();

  private BenchModels(LocalSystem system) throws SQLException {
    this.system = system;
    this.api = new BenchApi(system.endpoints());
    this.database = new BenchDatabase(system.endpoints().postgresUrl());
  }

  public static void main(String[] arguments) throws Exception {
    Path data = Files.createTempDirectory("sluice-bench");
    var progress = new Progress(System.err);
    var options = new LocalOptions(1, Optional.of(data), Map.of(), List.of(), List.of(), Map.of());
    try (var system = LocalSystem.prepare(options, Layout.here(), progress)) {
      system.start();
      new BenchModels(system).run(sizes(arguments));
    } finally {
      Folders.delete(data);
    }
  }

  /** How many executions at once: those that were asked for, or the usual ones. */
  private static List<Integer> sizes(String... asked) {
    return asked.length == 0 ? SIZES : Arrays.stream(asked).map(Integer::valueOf).toList();
  }

  private void run(List<Integer> sizes) throws IOException, InterruptedException, SQLException {
    System.out.println(
        "| executions at once | model | processes | PSS of all processes | for each execution |"
            + " without STANDBY | less than `isolated` | start p50 / p99 | no-ops |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (int size : sizes) {
      double isolated = 0;
      for (String model : List.of("isolated", "process", "thread")) {
        system.replaceWorkers(settings(model, size));
        Memory memory = memory(size);
        isolated = model.equals("isolated") ? memory.all : isolated;
        System.out.printf(
            "| %d | `%s` | %d | %.0f MB | %.1f MB | %.1f MB | %s | %s | %s |%n",
            size,
            model,
            memory.processes,
            memory.all,
            memory.all / size,
            memory.serving / size,
            saved(model, memory, isolated),
            starts(),
            throughput(model.equals("isolated") ? 100 : 4_000));
      }
    }
    api.close();
    database.close();
  }

  private static Map<String, String> settings(String model, int size) {
    String most = Integer.toString(size);
    var settings = new HashMap<String, String>();
    settings.put("USE_THREAD_WORKERS", Boolean.toString(model.equals("thread")));
    settings.put("EXECUTION_MODEL", model.equals("isolated") ? model : "process");
    settings.put("WORKER_THREAD_POOL_SIZE", most);
    settings.put("MIN_WORKERS", model.equals("process") ? most : "0");
    settings.put("MAX_WORKERS", most);
    return settings;
  }

  private static String saved(String model, Memory memory, double isolated) {
    return model.equals("isolated")
        ? ""
        : "%.1f %% (%.1f %%)"
            .formatted(100 * (1 - memory.all / isolated), 100 * (1 - memory.serving / isolated));
  }

  /**
   * Proportional set sizes in MB.
   *
   * @param serving of those that are no STANDBY
   */
  private record Memory(int processes, double all, double serving) {}

  private Memory memory(int size) throws IOException, InterruptedException, SQLException {
    var ids = new ArrayList<String>();
    for (int i = 0; i < size; i++) {
      ids.add(api.submit("sleep", "{\"seconds\":300}", 600));
    }
    List<JsonNode> processes = processesWith(size);
    pause(Duration.ofSeconds(2));
    double all = 0;
    double serving = 0;
    for (JsonNode process : processes) {
      double pss = pss(process.path("pid").asLong());
      all += pss;
      serving += process.path("state").asText().equals("STANDBY") ? 0 : pss;
    }
    for (String id : ids) {
      api.cancel(id);
    }
    awaitIdle();
    return new Memory(processes.size(), all, serving);
  }

  /** Waits until the worker shows so many executions in its processes. */
  private List<JsonNode> processesWith(int executions) throws IOException, InterruptedException {
    Instant limit = clock.instant().plus(LIMIT);
    while (clock.instant().isBefore(limit)) {
      JsonNode workers = api.get("/api/platform/workers").path("workers");
      var processes = new ArrayList<JsonNode>();
      for (JsonNode worker : workers) {
        api.get("/api/platform/workers/" + worker.path("worker_id").asText())
            .path("processes")
            .forEach(processes::add);
      }
      int seen = processes.stream().mapToInt(p -> p.path("executions").size()).sum();
      boolean settled =
          processes.stream().noneMatch(p -> p.path("state").asText().equals("STARTING"));
      if (seen == executions && settled) {
        return processes;
      }
      pause(Duration.ofMillis(200));
    }
    throw new IOException("The worker never showed " + executions + " executions at once");
  }

  private String starts() throws IOException, InterruptedException, SQLException {
    var figures = new Figures();
    for (int i = 0; i < STARTS; i++) {
      Instant sent = clock.instant();
      String id = api.noop();
      while (!database.hasEnded(id)) {
        pause(Duration.ofMillis(2));
      }
      figures.add(Duration.between(sent, database.startedAt(id).orElseThrow()).toNanos() / 1e6);
      pause(Duration.between(clock.instant(), sent.plus(BETWEEN_STARTS)));
    }
    return "%.0f / %.0f ms".formatted(figures.quantile(0.5), figures.quantile(0.99));
  }

  /**
   * What is recorded while there is always something to do.
   *
   * @param ahead how many wait at most
   */
  private String throughput(int ahead) throws IOException, InterruptedException, SQLException {
    int batch = Math.min(500, ahead / 2);
    Instant start = clock.instant();
    long submitted = 0;
    while (clock.instant().isBefore(start.plus(THROUGHPUT))) {
      if (database.unfinished() < ahead) {
        api.batchOfNoops(batch);
        submitted += batch;
      } else {
        pause(Duration.ofMillis(50));
      }
    }
    long recorded = submitted - database.unfinished();
    double seconds = Duration.between(start, clock.instant()).toNanos() / 1e9;
    awaitIdle();
    return "%.0f /s".formatted(recorded / seconds);
  }

  private static double pss(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      if (line.startsWith("Pss:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("No Pss of process " + pid);
  }

  private void awaitIdle() throws SQLException {
    while (database.unfinished() > 0) {
      pause(Duration.ofMillis(50));
    }
  }

  private static void pause(Duration time) {
    if (time.isPositive()) {
      LockSupport.parkNanos(time.toNanos());
    }
  }
}
