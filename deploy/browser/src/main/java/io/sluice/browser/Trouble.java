package io.sluice.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.local.state.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives a system a history worth looking at: something stuck, something failed, much that waits.
 */
final class Trouble {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int ENDED = 40;
  private static final int WAITING = 30;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Endpoints endpoints;
  private String worker = "";
  private String stuck = "";
  private String succeeded = "";

  Trouble(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  String worker() {
    return worker;
  }

  String stuck() {
    return stuck;
  }

  String succeeded() {
    return succeeded;
  }

  void make() throws IOException, InterruptedException {
    worker = get("/api/platform/workers").path("workers").path(0).path("worker_id").asText();
    for (int i = 0; i < ENDED; i++) {
      succeeded = submit("echo", "{\"order\":%d,\"city\":\"Zürich\"}".formatted(i), 60);
      if (i % 5 == 0) {
        submit("fail", "{\"message\":\"The CRM answered 502.\"}", 60);
      }
    }
    stuck = submit("spin", "null", 1);
    await(stuck);
    String spin = get("/api/workflows/spin").path("workflow_id").asText();
    send(
        "/api/platform/blacklist",
        "{\"workflow_id\":\"%s\",\"reason\":\"spins without end, see the dossier\"}"
            .formatted(spin));
    for (int i = 0; i < WAITING; i++) {
      submit("sleep", "{\"seconds\":600}", 1_200);
    }
  }

  private String submit(String workflow, String input, int timeoutSeconds)
      throws IOException, InterruptedException {
    return send(
            "/api/executions",
            "{\"workflow\":\"%s\",\"input\":%s,\"timeout_seconds\":%d}"
                .formatted(workflow, input, timeoutSeconds))
        .path("execution_id")
        .asText();
  }

  private void await(String id) throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(LIMIT);
    while (get("/api/executions/" + id).path("finished_at").isNull()) {
      if (Instant.now().isAfter(limit)) {
        throw new IOException(id + " does not end");
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET());
  }

  private JsonNode send(String path, String body) throws IOException, InterruptedException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(endpoints.adminApi() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + endpoints.token());
  }

  private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("HTTP " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
