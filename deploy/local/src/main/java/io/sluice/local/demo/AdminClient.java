package io.sluice.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** REST client of the demo. Its errors are sentences for a person. */
final class AdminClient implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final URI api;
  private final String token;

  AdminClient(String api, String token) {
    this.api = URI.create(api.endsWith("/") ? api : api + "/");
    this.token = token;
  }

  /** Submits and returns the id of the execution. */
  String submit(DemoRequest submission) throws IOException, InterruptedException {
    var request =
        request("api/executions")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(submission.request().toString()))
            .build();
    return send(request).path("execution_id").asText();
  }

  DemoExecution execution(String id) throws IOException, InterruptedException {
    return DemoExecution.of(get("api/executions/" + id));
  }

  long queueDepth() throws IOException, InterruptedException {
    return get("api/platform/queue?limit=1").path("total").asLong();
  }

  List<DemoWorker> workers() throws IOException, InterruptedException {
    var workers = new ArrayList<DemoWorker>();
    for (var worker : get("api/platform/workers").path("workers")) {
      workers.add(DemoWorker.of(get("api/platform/workers/" + worker.path("worker_id").asText())));
    }
    return workers;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s %s was answered with HTTP %d: %s",
              request.method(),
              request.uri().getPath(),
              answer.statusCode(),
              answer.body()));
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
