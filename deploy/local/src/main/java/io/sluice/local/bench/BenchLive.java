package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;
import static io.sluice.local.bench.BenchSystem.pause;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures the cost of viewers: the same load without any and with 500 on the live stream, then
 * compares the last figures of each with the database. Exits with 1 if a bound is exceeded.
 */
public final class BenchLive {
  private static final int CLIENTS = 500;
  private static final int PER_SECOND = 2_000;
  private static final int BATCH = 100;
  private static final Duration LOAD = Duration.ofSeconds(30);
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);
  private static final int MAX_FRAMES = 4;

  private final BenchSystem system;
  private final BenchDatabase database;

  private BenchLive(BenchSystem system) {
    this.system = system;
    this.database = system.database();
  }

  public static void main(String[] arguments) throws Exception {
    boolean held;
    try (var system = BenchSystem.start()) {
      held = new BenchLive(system).run();
    }
    System.exit(held ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException, SQLException {
    load(); // to warm up
    say("nobody watches", load());
    try (var http = HttpClient.newHttpClient()) {
      List<LiveClient> clients = connect(http);
      say(CLIENTS + " watch", load());
      return judge(clients);
    }
  }

  private static void say(String what, String value) {
    System.out.printf("%-44s %s%n", what, value);
  }

  /** Submits at a steady rate, waits until all outcomes are recorded, and reports the rate. */
  private String load() throws IOException, InterruptedException, SQLException {
    Instant start = now();
    Instant next = start;
    long submitted = 0;
    while (now().isBefore(start.plus(LOAD))) {
      system.api().submitNoops(BATCH);
      submitted += BATCH;
      next = next.plus(Duration.ofSeconds(1).multipliedBy(BATCH).dividedBy(PER_SECOND));
      pause(Duration.between(now(), next));
    }
    double offered = submitted / (millis(start, now()) / 1000);
    long waiting = database.unfinished();
    system.awaitIdle();
    double recorded = submitted / (millis(start, now()) / 1000);
    return String.format(
        Locale.ROOT,
        "%.0f /s submitted, %.0f /s recorded, %d unfinished at the last submit",
        offered,
        recorded,
        waiting);
  }

  private List<LiveClient> connect(HttpClient http) {
    var endpoints = system.local().endpoints();
    var address =
        URI.create(endpoints.adminApi().replaceFirst("^http", "ws") + "/ws/platform/workers");
    var clients = new ArrayList<LiveClient>();
    for (int i = 0; i < CLIENTS; i++) {
      var client = new LiveClient();
      var _ =
          http.newWebSocketBuilder()
              .header("Authorization", "Bearer " + endpoints.token())
              .buildAsync(address, client)
              .join();
      clients.add(client);
    }
    return clients;
  }

  private boolean judge(List<LiveClient> clients) throws IOException, SQLException {
    Map<String, Long> wanted = database.byStatus();
    long told = told(clients, wanted);
    long open = clients.stream().filter(client -> client.end() == null).count();
    int most = clients.stream().mapToInt(LiveClient::mostInASecond).max().orElse(0);
    double fastest = clients.stream().mapToDouble(LiveClient::framesPerSecond).max().orElse(0);
    long characters = clients.stream().mapToLong(LiveClient::characters).sum();
    say("still connected", open + " of " + CLIENTS);
    clients.stream()
        .map(LiveClient::end)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(System.out::println);
    say("frames a second, the fastest client", String.format(Locale.ROOT, "%.2f", fastest));
    say("frames within any second, at most", Integer.toString(most));
    say("snapshots after the first, all clients", Integer.toString(snapshots(clients)));
    say("gaps that no snapshot made good", Integer.toString(gaps(clients)));
    say("text of all frames", characters / 1_000_000 + " MB");
    say("last frame equals the database", told + " of " + CLIENTS + " " + wanted);
    return told == CLIENTS && open == CLIENTS && fastest <= MAX_FRAMES && gaps(clients) == 0;
  }

  private static int snapshots(List<LiveClient> clients) {
    return clients.stream().mapToInt(client -> client.snapshots() - 1).sum();
  }

  private static int gaps(List<LiveClient> clients) {
    return clients.stream().mapToInt(LiveClient::gaps).sum();
  }

  /** The number of clients with these figures, once all have them or time is up. */
  private static long told(List<LiveClient> clients, Map<String, Long> wanted) throws IOException {
    Instant limit = now().plus(TOLD_WITHIN);
    long told = 0;
    while (told < clients.size() && now().isBefore(limit)) {
      pause(Duration.ofMillis(500));
      told = 0;
      for (LiveClient client : clients) {
        told += equal(client.totals(), wanted) ? 1 : 0;
      }
    }
    return told;
  }

  private static boolean equal(@Nullable JsonNode totals, Map<String, Long> wanted) {
    if (totals == null) {
      return false;
    }
    var finished = new TreeMap<String, Long>();
    totals
        .path("finished")
        .properties()
        .forEach(each -> finished.put(each.getKey(), each.getValue().asLong()));
    long all = wanted.values().stream().mapToLong(Long::longValue).sum();
    return finished.equals(wanted)
        && totals.path("queued").asLong() == all
        && totals.path("started").asLong() == all;
  }
}
