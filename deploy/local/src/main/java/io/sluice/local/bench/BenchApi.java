package io.sluice.local.bench;

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
import java.util.Collections;
import java.util.Locale;

/** Submits over one kept connection, as a program would. */
final class BenchApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOOP = "{\"workflow\":\"noop\",\"input\":null}";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Endpoints endpoints;

  BenchApi(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  String noop() throws IOException, InterruptedException {
    return id(NOOP);
  }

  String submit(String workflow, String input, int timeoutSeconds)
      throws IOException, InterruptedException {
    return id(
        String.format(
            Locale.ROOT,
            "{\"workflow\":\"%s\",\"input\":%s,\"timeout_seconds\":%d}",
            workflow,
            input,
            timeoutSeconds));
  }

  void batchOfNoops(int size) throws IOException, InterruptedException {
    post("/api/executions/batch", "[" + String.join(",", Collections.nCopies(size, NOOP)) + "]");
  }

  void cancel(String id) throws IOException, InterruptedException {
    post("/api/executions/" + id + "/cancel", "{}");
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(send(request(path).GET()));
  }

  private String id(String body) throws IOException, InterruptedException {
    return JSON.readTree(post("/api/executions", body)).path("execution_id").asText();
  }

  private String post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(endpoints.adminApi() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + endpoints.token());
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("HTTP " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
