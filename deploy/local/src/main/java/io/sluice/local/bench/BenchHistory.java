package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;

import io.sluice.local.bench.BenchSystem.Measurements;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures lists, searches, counts and statistics over a long history and a large backlog, and
 * submissions beside them. Ends with 1 if one of them is slower than 200 ms at its 95th percentile.
 */
public final class BenchHistory {

  private static final double LIMIT_MS = 200;
  private static final int TIMES = 40;
  private static final int WARM_UP = 5;

  private final ApiClient api;
  private final List<String> tooSlow = new ArrayList<>();

  private BenchHistory(ApiClient api) {
    this.api = api;
  }

  /** Takes the number of ended executions and of waiting ones; ten million and one million. */
  public static void main(String[] arguments) throws Exception {
    long ended = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
    long waiting = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000_000;
    try (var system = BenchSystem.startWithoutWorkers()) {
      Instant begin = now();
      system.database().load(ended, waiting);
      System.out.printf(
          Locale.ROOT,
          "loaded %,d ended and %,d waiting executions in %.0f s; %s%n",
          ended,
          waiting,
          millis(begin, now()) / 1000,
          system.database().size());
      System.exit(new BenchHistory(system.api()).run());
    }
  }

  private int run() throws IOException, InterruptedException {
    String list = "/api/executions?limit=50";
    String first = api.get(list).success().path("items").path(40).path("execution_id").asText();
    Instant yesterday = now().minus(Duration.ofHours(30));
    String day = "&from=" + yesterday + "&to=" + yesterday.plus(Duration.ofHours(24));
    String old = "&to=" + now().minus(Duration.ofDays(20));
    for (String query :
        List.of(
            "",
            old,
            "&status=SUCCESS",
            "&status=FAILED",
            "&status=PENDING",
            "&status=SCHEDULED",
            "&status=RUNNING",
            "&status=BLOCKED,RUNNING",
            "&workflow=history-00",
            "&workflow=history-49",
            "&workflow=history-49&status=TIMEOUT",
            "&workflow=none",
            "&label=team:team-7",
            "&label=order:rare",
            "&label=none:none",
            "&label=team:team-7&workflow=history-49" + old,
            "&error_type=java.io.IOException",
            "&error_type=my.RareError",
            "&error_type=none",
            "&worker_id=worker-7",
            "&worker_id=none",
            "&organization=org-0",
            "&organization=org-999",
            "&organization=org-999&status=TIMEOUT",
            "&q=history-0",
            "&q=history-49",
            "&q=my.RareError",
            "&q=nothing",
            "&q=" + first,
            "&sort=duration" + day,
            "&sort=duration&workflow=history-49" + day,
            "&sort=duration&label=order:rare" + day)) {
      measure(list + query);
    }
    measure("/api/dead-letters?limit=50");
    measure("/api/dead-letters?limit=50&error_type=my.RareError");
    measure("/api/executions/" + first);
    measure("/api/executions/stats?hours=24");
    measure("/api/executions/stats?hours=720");
    measure("/api/analytics");
    measure("/api/analytics?bucket=hour&from=" + now().minus(Duration.ofDays(30)));
    measure("/api/analytics?workflow=history-00");
    measure("/api/analytics?organization=org-0");
    measure("/api/analytics?organization=org-0&workflow=history-00");
    measure("/api/workflows?limit=50");
    measure("/api/platform/workers");
    measure("/api/platform/queue?limit=50");
    var accept = new Measurements();
    for (int i = 0; i < TIMES; i++) {
      Instant sent = now();
      api.post(
              "/api/executions", "{\"workflow\":\"noop\",\"organization\":\"org-" + (i % 8) + "\"}")
          .success();
      accept.add(millis(sent, now()));
    }
    report("POST /api/executions", accept, "");
    tooSlow.forEach(query -> System.out.println("too slow: " + query));
    return tooSlow.isEmpty() ? 0 : 1;
  }

  private void measure(String path) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      api.get(path).success();
    }
    var times = new Measurements();
    String notice = "";
    for (int i = 0; i < TIMES; i++) {
      Instant sent = now();
      var page = api.get(path).success();
      times.add(millis(sent, now()));
      notice =
          (page.has("items") ? " " + page.path("items").size() + " items" : "")
              + (page.has("notice") ? "; " + page.path("notice").asText() : "");
    }
    report("GET " + path, times, notice);
  }

  private void report(String what, Measurements times, String notice) {
    double p95 = times.quantile(0.95);
    System.out.printf(
        Locale.ROOT,
        "%-100s p50 %6.1f ms, p95 %6.1f ms%s%n",
        what,
        times.quantile(0.5),
        p95,
        notice);
    if (p95 > LIMIT_MS) {
      tooSlow.add(what);
    }
  }
}
