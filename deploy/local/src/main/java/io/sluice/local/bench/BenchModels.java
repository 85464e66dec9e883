package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.now;
import static io.sluice.local.bench.BenchSystem.pause;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.bench.BenchSystem.Measurements;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the three execution models on one machine with one worker: memory per concurrent
 * execution, start latency and throughput of no-ops.
 */
public final class BenchModels {
  private static final List<Integer> SIZES = List.of(4, 16, 64);
  private static final int STARTS = 30;
  private static final Duration BETWEEN_STARTS = Duration.ofMillis(500);
  private static final Duration THROUGHPUT = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * Time after which processes have returned the memory of their start, which they do every ten
   * seconds.
   */
  private static final Duration AT_REST = Duration.ofSeconds(12);

  private final BenchSystem system;
  private final ApiClient api;
  private final BenchDatabase database;

  private BenchModels(BenchSystem system) {
    this.system = system;
    this.api = system.api();
    this.database = system.database();
  }

  public static void main(String[] arguments) throws Exception {
    try (var system = BenchSystem.start()) {
      new BenchModels(system).run(sizes(arguments));
    }
  }

  /** The numbers of concurrent executions: the given ones, or the default. */
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
        system.local().replaceWorkers(settings(model, size));
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
        : String.format(
            Locale.ROOT,
            "%.1f %% (%.1f %%)",
            100 * (1 - memory.all / isolated),
            100 * (1 - memory.serving / isolated));
  }

  /**
   * Proportional set sizes in MB.
   *
   * @param serving those of processes that are not STANDBY
   */
  private record Memory(int processes, double all, double serving) {}

  private Memory memory(int size) throws IOException, InterruptedException, SQLException {
    var ids = new ArrayList<String>();
    for (int i = 0; i < size; i++) {
      ids.add(api.submit("sleep", "{\"seconds\":900}", 1200));
    }
    List<JsonNode> processes = processesWith(size);
    pause(AT_REST);
    double all = 0;
    double serving = 0;
    for (JsonNode process : processes) {
      double pss = BenchSystem.memory(process.path("pid").asLong(), "Pss");
      all += pss;
      serving += process.path("state").asText().equals("STANDBY") ? 0 : pss;
    }
    for (String id : ids) {
      api.cancel(id);
    }
    system.awaitIdle();
    return new Memory(processes.size(), all, serving);
  }

  /** Waits until the worker shows so many executions in its processes. */
  private List<JsonNode> processesWith(int executions) throws IOException, InterruptedException {
    Instant limit = now().plus(LIMIT);
    while (now().isBefore(limit)) {
      JsonNode workers = api.get("/api/platform/workers").success().path("workers");
      var processes = new ArrayList<JsonNode>();
      for (JsonNode worker : workers) {
        api.get("/api/platform/workers/" + worker.path("worker_id").asText())
            .success()
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
    var figures = new Measurements();
    for (int i = 0; i < STARTS; i++) {
      Instant sent = now();
      String id = api.submitNoop();
      while (!database.hasEnded(id)) {
        pause(Duration.ofMillis(2));
      }
      figures.add(Duration.between(sent, database.startedAt(id).orElseThrow()).toNanos() / 1e6);
      pause(Duration.between(now(), sent.plus(BETWEEN_STARTS)));
    }
    return String.format(
        Locale.ROOT, "%.0f / %.0f ms", figures.quantile(0.5), figures.quantile(0.99));
  }

  /**
   * The rate of recorded outcomes while executions always wait.
   *
   * @param ahead maximum number of waiting ones
   */
  private String throughput(int ahead) throws IOException, InterruptedException, SQLException {
    Instant start = now();
    long submitted = system.submitNoopsFor(THROUGHPUT, ahead, Math.min(500, ahead / 2));
    long recorded = submitted - database.unfinished();
    double seconds = Duration.between(start, now()).toNanos() / 1e9;
    system.awaitIdle();
    return String.format(Locale.ROOT, "%.0f /s", recorded / seconds);
  }
}
