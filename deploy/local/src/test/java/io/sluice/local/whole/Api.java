package io.sluice.local.whole;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** REST client of the tests. */
final class Api implements AutoCloseable {
  private static final Set<String> TERMINAL =
      Set.of("SUCCESS", "FAILED", "TIMEOUT", "CANCELLED", "BLOCKED");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final String token;

  Api(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /** One answer. */
  record Answer(int status, String contentType, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("Not JSON: " + body, e);
      }
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  Answer put(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  /** Submits, and answers the id of the execution. */
  String submit(String workflow, String input) throws IOException, InterruptedException {
    return accepted("{\"workflow\":\"%s\",\"input\":%s}".formatted(workflow, input));
  }

  String submit(String workflow, String input, int timeoutSeconds)
      throws IOException, InterruptedException {
    return accepted(
        String.format(
            Locale.ROOT,
            "{\"workflow\":\"%s\",\"input\":%s,\"timeout_seconds\":%d}",
            workflow,
            input,
            timeoutSeconds));
  }

  JsonNode execution(String id) throws IOException, InterruptedException {
    return get("/api/executions/" + id).json();
  }

  /** Waits until it has ended. */
  JsonNode ended(String id) {
    return awaitExecution(id, execution -> TERMINAL.contains(execution.path("status").asText()));
  }

  JsonNode running(String id) {
    return awaitExecution(id, execution -> execution.path("status").asText().equals("RUNNING"));
  }

  private JsonNode awaitExecution(String id, Predicate<JsonNode> wanted) {
    Callable<JsonNode> read = () -> execution(id);
    return await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(read, wanted);
  }

  private String accepted(String body) throws IOException, InterruptedException {
    Answer answer = post("/api/executions", body);
    if (answer.status() != 202) {
      throw new AssertionError("Not accepted: " + answer);
    }
    return answer.json().path("execution_id").asText();
  }

  /** Opens a WebSocket. */
  void listen(String path, WebSocket.Listener listener) {
    http.newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .buildAsync(URI.create(address.replaceFirst("^http", "ws") + path), listener)
        .join();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(
        answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
