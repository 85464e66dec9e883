package io.sluice.local.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.LocalOptions;
import io.sluice.local.LocalSystem;
import io.sluice.local.Progress;
import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.service.Layout;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The one running system of all test classes, with the grace period of the build's environment.
 * Each class gets a new worker ({@link #freshWorker}); database, Redis and services stay.
 */
final class WholeSystem implements AutoCloseable {

  /** {@code CANCEL_GRACE_SECONDS} of these tests, set where they are run. */
  static final Duration GRACE =
      Duration.ofSeconds(
          Long.parseLong(System.getenv().getOrDefault("CANCEL_GRACE_SECONDS", "10")));

  private final LocalSystem system;
  private final ApiClient api;
  private int linesOfOthers;

  private WholeSystem(LocalSystem system) {
    this.system = system;
    this.api = new ApiClient(system.endpoints().adminApi(), system.endpoints().token());
  }

  static WholeSystem start() throws IOException, InterruptedException {
    var system = LocalSystem.prepare(LocalOptions.usual(), Layout.here(), new Progress(System.out));
    try {
      system.start();
      var started = new WholeSystem(system);
      started.neverBlacklist();
      return started;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      system.close();
      throw failed;
    }
  }

  /**
   * Ends the worker, also one that is dead, and starts another one in its place.
   *
   * @param settings variables for it
   */
  void freshWorker(Map<String, String> settings) throws IOException, InterruptedException {
    int before = Files.readAllLines(worker().log()).size();
    system.replaceWorkers(settings);
    linesOfOthers = before;
  }

  /** Switches the breaker off, because many classes get the same workflows stuck. */
  private void neverBlacklist() throws IOException, InterruptedException {
    ApiClient.Answer answer =
        api.put("/api/platform/config/stuck_circuit_breaker_threshold", "{\"value\":1000}");
    if (answer.status() != 200) {
      throw new IOException("The breaker's threshold was not set: " + answer);
    }
  }

  ApiClient api() {
    return api;
  }

  LocalSystem local() {
    return system;
  }

  /** The orchestrator's process. */
  Child worker() {
    return system.children().stream()
        .filter(child -> child.role() == ChildRole.WORKER)
        .findFirst()
        .orElseThrow();
  }

  /** The log of this worker: each change of a state is one line. */
  List<String> workerLog() throws IOException {
    List<String> lines = Files.readAllLines(worker().log());
    return lines.subList(linesOfOthers, lines.size());
  }

  /** The processes of the one worker, as its latest heartbeat shows them. */
  List<JsonNode> processes() throws IOException, InterruptedException {
    JsonNode workers = api.get("/api/platform/workers").json().path("workers");
    String id = workers.path(0).path("worker_id").asText();
    JsonNode worker = api.get("/api/platform/workers/" + id).json();
    return StreamSupport.stream(worker.path("processes").spliterator(), false).toList();
  }

  /** The pid of the ACTIVE process, from the worker's latest heartbeat. */
  long activePid() throws IOException, InterruptedException {
    return processes().stream()
        .filter(process -> process.path("state").asText().equals("ACTIVE"))
        .findFirst()
        .orElseThrow()
        .path("pid")
        .asLong();
  }

  Connection database() throws SQLException {
    return DriverManager.getConnection(jdbc(system.endpoints().postgresUrl()));
  }

  private static String jdbc(String url) {
    int at = url.indexOf('@');
    String user = url.substring("postgresql://".length(), at);
    return "jdbc:postgresql://" + url.substring(at + 1) + "?user=" + user;
  }

  @Override
  public void close() throws IOException {
    api.close();
    system.abort(); // what runs would be waited for
  }
}
