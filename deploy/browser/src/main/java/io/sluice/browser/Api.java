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
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** REST client with the administrator's token. */
final class Api implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Endpoints endpoints;

  Api(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** Submits, and answers the id of the execution. */
  String submit(String workflow, String input, int timeoutSeconds)
      throws IOException, InterruptedException {
    return post(
            "/api/executions",
            String.format(
                Locale.ROOT,
                "{\"workflow\":\"%s\",\"input\":%s,\"timeout_seconds\":%d}",
                workflow,
                input,
                timeoutSeconds))
        .path("execution_id")
        .asText();
  }

  /** Waits until an execution has one of these. */
  void await(String id, String... statuses) throws IOException, InterruptedException {
    Instant limit = CLOCK.instant().plus(LIMIT);
    String now = status(id);
    while (!List.of(statuses).contains(now)) {
      if (CLOCK.instant().isAfter(limit)) {
        throw new IOException("%s is still %s".formatted(id, now));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      now = status(id);
    }
  }

  private String status(String id) throws IOException, InterruptedException {
    return get("/api/executions/" + id).path("status").asText();
  }

  /** The id of the one worker. */
  String worker() throws IOException, InterruptedException {
    return get("/api/platform/workers").path("workers").path(0).path("worker_id").asText();
  }

  void cancel(String id) throws IOException, InterruptedException {
    post("/api/executions/" + id + "/cancel", "{}");
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET());
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
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

  @Override
  public void close() {
    http.shutdownNow();
  }
}
