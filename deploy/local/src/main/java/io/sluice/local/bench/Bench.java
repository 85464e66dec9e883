package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;
import static io.sluice.local.bench.BenchSystem.pause;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.bench.BenchSystem.Measurements;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Starts a system with one worker in the thread model, measures it, and prints one line for each
 * figure.
 */
public final class Bench {
  private static final int LATENCY_PER_SECOND = 50;
  private static final int LATENCY_COUNT = 1000;
  private static final int BATCH = 500;
  private static final Duration THROUGHPUT = Duration.ofSeconds(20);
  private static final int HAND_OVERS = 5;
  private static final int AHEAD = 5_000;
  private static final int WARM_UP = 50_000;

  private final BenchSystem system;
  private final ApiClient api;
  private final BenchDatabase database;

  private Bench(BenchSystem system) {
    this.system = system;
    this.api = system.api();
    this.database = system.database();
  }

  public static void main(String[] arguments) throws Exception {
    try (var system = BenchSystem.start()) {
      new Bench(system).run();
    }
  }

  private void run() throws IOException, InterruptedException, SQLException {
    memory();
    warmUp();
    latency();
    throughput();
    handOver();
    processStart();
  }

  private static void say(String figure, String value) {
    System.out.printf("%-58s %s%n", figure, value);
  }

  private void warmUp() throws IOException, InterruptedException, SQLException {
    for (int i = 0; i < WARM_UP; i += BATCH) {
      api.submitNoops(BATCH);
      while (database.unfinished() > AHEAD) {
        pause(Duration.ofMillis(100));
      }
    }
    system.awaitIdle();
  }

  private static String memory(long pid) throws IOException {
    return String.format(
        Locale.ROOT,
        "%.0f MB / %.0f MB",
        BenchSystem.memory(pid, "Rss"),
        BenchSystem.memory(pid, "Pss"));
  }

  private void memory() throws IOException, InterruptedException, SQLException {
    api.submitNoop();
    system.awaitIdle();
    long pid = activePid();
    say("process, idle with 4 slots: RSS / PSS", memory(pid));
    var ids = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      ids.add(api.submit("sleep", "{\"seconds\":5}", 60));
    }
    for (String id : ids) {
      while (database.startedAt(id).isEmpty()) {
        pause(Duration.ofMillis(5));
      }
    }
    pause(Duration.ofSeconds(1));
    say("process, with four executions: RSS / PSS", memory(pid));
    system.awaitIdle();
  }

  private void latency() throws IOException, InterruptedException, SQLException {
    var toStart = new Measurements();
    var toRecorded = new Measurements();
    Instant next = now();
    for (int i = 0; i < LATENCY_COUNT; i++) {
      pause(Duration.between(now(), next));
      next = next.plusNanos(TimeUnit.SECONDS.toNanos(1) / LATENCY_PER_SECOND);
      Instant sent = now();
      String id = api.submitNoop();
      while (!database.hasEnded(id)) {
        pause(Duration.ofMillis(1));
      }
      toRecorded.add(millis(sent, now()));
      toStart.add(millis(sent, database.startedAt(id).orElseThrow()));
    }
    say("no-op at 50/s, POST sent to start", toStart.tails("ms"));
    say("no-op at 50/s, POST sent to recorded (looked at each ms)", toRecorded.tails("ms"));
  }

  /** Submits at a rate that keeps the backlog bounded; recorded executions count. */
  private void throughput() throws IOException, InterruptedException, SQLException {
    long submitted = 0;
    Instant start = now();
    Instant end = start.plus(THROUGHPUT);
    while (now().isBefore(end)) {
      if (database.unfinished() < AHEAD) {
        api.submitNoops(BATCH);
        submitted += BATCH;
      } else {
        pause(Duration.ofMillis(100));
      }
    }
    long recorded = submitted - database.unfinished();
    double seconds = millis(start, now()) / 1000;
    say("no-op throughput for 20 s, batch submit to recorded", perSecond(recorded, seconds));
    system.awaitIdle();
    double all = millis(start, now()) / 1000;
    say(
        String.format(Locale.ROOT, "  the same until all %d were recorded", submitted),
        perSecond(submitted, all));
  }

  private static String perSecond(long count, double seconds) {
    return Math.round(count / seconds) + " /s";
  }

  private void handOver() throws IOException, InterruptedException, SQLException {
    var figures = new Measurements();
    for (int i = 0; i < HAND_OVERS; i++) {
      String spin = api.submit("spin", "null", 1);
      while (!database.hasEnded(spin)) {
        api.submitNoop();
      }
      long old = database.pid(spin);
      Instant verdict = database.verdictAt(spin).orElseThrow();
      var first = database.firstStartOutside(old, verdict);
      while (first.isEmpty()) {
        api.submitNoop();
        first = database.firstStartOutside(old, verdict);
      }
      figures.add(millis(verdict, first.get()));
      pause(Duration.ofSeconds(4));
    }
    say("hand-over, stuck verdict to first execution elsewhere", figures.median("ms"));
  }

  /** The worker measures each start; these are the means of this run. */
  private void processStart() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create(system.local().endpoints().workers().getFirst() + "/q/metrics");
      String metrics =
          http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      say("process launch to Hello", mean(metrics, "hello"));
      say("process launch to proved (Ready)", mean(metrics, "ready"));
    }
  }

  private static String mean(String metrics, String phase) {
    double sum = metric(metrics, "sluice_process_start_seconds_sum", phase);
    double count = metric(metrics, "sluice_process_start_seconds_count", phase);
    return String.format(
        Locale.ROOT, "%d ms (mean of %d)", Math.round(1000 * sum / count), Math.round(count));
  }

  private static double metric(String metrics, String name, String phase) {
    var matcher =
        Pattern.compile(name + "\\{[^}]*phase=\"" + phase + "\"[^}]*} ([0-9.E+-]+)")
            .matcher(metrics);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
  }

  private long activePid() throws IOException, InterruptedException {
    JsonNode workers = api.get("/api/platform/workers").success().path("workers");
    JsonNode worker =
        api.get("/api/platform/workers/" + workers.path(0).path("worker_id").asText()).success();
    for (JsonNode process : worker.path("processes")) {
      if (process.path("state").asText().equals("ACTIVE")) {
        return process.path("pid").asLong();
      }
    }
    throw new IOException("No process is ACTIVE: " + worker);
  }
}
