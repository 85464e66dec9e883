package io.sluice.chaos.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.chaos.system.MachineClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** REST client of the chaos suite. Thread-safe. */
public final class Api implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final String address;
  private final String token;

  public Api(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /** One answer. */
  public record Answer(int status, String body, Optional<String> retryAfter) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException notJson) {
        return JSON.missingNode();
      }
    }

    /** The id of the execution that it names; empty when none. */
    public String executionId() {
      return json().path("execution_id").asText("");
    }
  }

  /** Submits; an {@code IOException} says nothing about whether it was accepted. */
  public Answer submit(PlannedRequest request, String input) throws IOException, InterruptedException {
    return post("/api/executions", body(request, input), keyed(request));
  }

  private static Map<String, String> keyed(PlannedRequest request) {
    return request.key().value().map(key -> Map.of("Idempotency-Key", key)).orElse(Map.of());
  }

  private static String body(PlannedRequest request, String input) throws IOException {
    var body = JSON.createObjectNode();
    body.put("workflow", request.workflow());
    body.set("input", JSON.readTree(input));
    body.put("timeout_seconds", request.work().timeoutSeconds());
    body.put("priority", request.priority());
    body.put("organization", request.organization());
    request.options().model().ifPresent(model -> body.put("execution_model", model));
    request.options().uniqueKey().ifPresent(key -> body.put("unique_key", key));
    request
        .options()
        .delay()
        .ifPresent(delay -> body.put("run_at", MachineClock.now().plus(delay).toString()));
    return JSON.writeValueAsString(body);
  }

  public Answer cancel(String id) throws IOException, InterruptedException {
    return post("/api/executions/" + id + "/cancel", "{\"reason\":\"chaos\"}", Map.of());
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  public Answer post(String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request = request(path).header("Content-Type", "application/json");
    headers.forEach(request::header);
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  public Answer put(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  /** A body that need not be text. */
  public Answer postBytes(String path, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request = request(path).header("Content-Type", "application/json");
    headers.forEach(request::header);
    return send(request.POST(BodyPublishers.ofByteArray(body)));
  }

  /** True if a server answers at an address without a token. */
  public boolean answers(String url) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).GET().build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException gone) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(
        answer.statusCode(), answer.body(), answer.headers().firstValue("Retry-After"));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
