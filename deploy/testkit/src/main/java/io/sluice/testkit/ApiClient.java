package io.sluice.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * REST client of admin-api: each call sends a bearer token and waits for the whole answer.
 * Thread-safe.
 */
public final class ApiClient implements AutoCloseable {
  private static final Set<String> ENDED =
      Set.of("SUCCESS", "FAILED", "TIMEOUT", "CANCELLED", "BLOCKED");
  private static final String NOOP = "{\"workflow\":\"noop\",\"input\":null}";
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
  private static final int MAX_POLLS = 2_400;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final String address;
  private final String token;
  private final Duration timeout;

  /**
   * Creates a client.
   *
   * @param address base address of the REST API
   * @param token bearer token; empty for none
   * @param timeout maximum time for one answer
   */
  public ApiClient(String address, String token, Duration timeout) {
    this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    this.token = token;
    this.timeout = timeout;
  }

  /** Creates a client that waits up to 30 s for one answer. */
  public ApiClient(String address, String token) {
    this(address, token, Duration.ofSeconds(30));
  }

  /**
   * An answer of any status.
   *
   * @param request method and path, for messages
   */
  public record Answer(
      String request, int status, String contentType, Optional<String> retryAfter, String body) {

    /** The body as JSON; a missing node if it is something else. */
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException notJson) {
        return JSON.missingNode();
      }
    }

    /** The body as JSON. @throws IOException if the status is not a success */
    public JsonNode success() throws IOException {
      if (status / 100 != 2) {
        throw new IOException(
            String.format(Locale.ROOT, "%s was answered with HTTP %d: %s", request, status, body));
      }
      return json();
    }

    /** The id of the accepted execution; empty if there is none. */
    public String executionId() {
      return json().path("execution_id").asText("");
    }
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  public Answer post(String path, String body) throws IOException, InterruptedException {
    return post(path, BodyPublishers.ofString(body), Map.of());
  }

  /** Posts a body with additional headers. */
  public Answer post(String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    return post(path, BodyPublishers.ofString(body), headers);
  }

  /** Posts a body of any bytes with additional headers. */
  public Answer post(String path, BodyPublisher body, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(json(path, headers).POST(body));
  }

  public Answer put(String path, String body) throws IOException, InterruptedException {
    return send(json(path, Map.of()).PUT(BodyPublishers.ofString(body)));
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  /**
   * Submits an execution.
   *
   * @param input JSON
   * @return its id
   * @throws IOException if it was not accepted
   */
  public String submit(String workflow, String input) throws IOException, InterruptedException {
    return accepted("{\"workflow\":\"%s\",\"input\":%s}".formatted(workflow, input));
  }

  /** Submits an execution with a timeout, like {@link #submit(String, String)}. */
  public String submit(String workflow, String input, int timeoutSeconds)
      throws IOException, InterruptedException {
    return accepted(
        String.format(
            Locale.ROOT,
            "{\"workflow\":\"%s\",\"input\":%s,\"timeout_seconds\":%d}",
            workflow,
            input,
            timeoutSeconds));
  }

  /** Submits one execution of the sample workflow noop. */
  public String submitNoop() throws IOException, InterruptedException {
    return accepted(NOOP);
  }

  /** Submits executions of the sample workflow noop in one request. */
  public void submitNoops(int count) throws IOException, InterruptedException {
    var body = "[" + String.join(",", Collections.nCopies(count, NOOP)) + "]";
    post("/api/executions/batch", body).success();
  }

  public Answer cancel(String id) throws IOException, InterruptedException {
    return post("/api/executions/" + id + "/cancel", "{\"reason\":\"test\"}");
  }

  public JsonNode execution(String id) throws IOException, InterruptedException {
    return get("/api/executions/" + id).success();
  }

  /** Waits until the execution has ended. */
  public JsonNode awaitEnd(String id) throws IOException, InterruptedException {
    return await(id, ENDED::contains);
  }

  /** Waits until the execution has one of these statuses. */
  public JsonNode await(String id, String... statuses) throws IOException, InterruptedException {
    return await(id, Set.of(statuses)::contains);
  }

  private JsonNode await(String id, Predicate<String> wanted)
      throws IOException, InterruptedException {
    JsonNode execution = execution(id);
    for (int poll = 0; poll < MAX_POLLS; poll++) {
      if (wanted.test(execution.path("status").asText())) {
        return execution;
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      execution = execution(id);
    }
    throw new IOException("Waited long enough for the execution: " + execution);
  }

  /** The id of the first registered worker. */
  public String firstWorker() throws IOException, InterruptedException {
    var workers = get("/api/platform/workers").success().path("workers");
    return workers.path(0).path("worker_id").asText();
  }

  /** True if a GET of this address, without the token, is answered with 200. */
  public boolean isUp(String url) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).timeout(timeout).GET().build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException down) {
      return false;
    }
  }

  /** Opens a WebSocket and waits for the handshake. */
  public void listen(String path, WebSocket.Listener listener) {
    http.newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .buildAsync(URI.create(address.replaceFirst("^http", "ws") + path), listener)
        .join();
  }

  private String accepted(String body) throws IOException, InterruptedException {
    return post("/api/executions", body).success().path("execution_id").asText();
  }

  private HttpRequest.Builder json(String path, Map<String, String> headers) {
    var request = request(path).header("Content-Type", "application/json");
    headers.forEach(request::header);
    return request;
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(timeout);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    var answer = http.send(request, BodyHandlers.ofString());
    return new Answer(
        request.method() + " " + request.uri().getPath(),
        answer.statusCode(),
        answer.headers().firstValue("Content-Type").orElse(""),
        answer.headers().firstValue("Retry-After"),
        answer.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
