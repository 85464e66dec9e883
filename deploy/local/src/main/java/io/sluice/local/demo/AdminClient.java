package io.sluice.local.demo;

import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The calls of the demo, with answers as its own records. Errors are sentences for a person. */
final class AdminClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ApiClient api;

  AdminClient(String address, String token) {
    this.api = new ApiClient(address, token, TIMEOUT);
  }

  /** Submits and returns the id of the execution. */
  String submit(DemoRequest submission) throws IOException, InterruptedException {
    var answer = api.post("/api/executions", submission.request().toString());
    return answer.success().path("execution_id").asText();
  }

  DemoExecution execution(String id) throws IOException, InterruptedException {
    return DemoExecution.of(api.execution(id));
  }

  long queueDepth() throws IOException, InterruptedException {
    return api.get("/api/platform/queue?limit=1").success().path("total").asLong();
  }

  List<DemoWorker> workers() throws IOException, InterruptedException {
    var workers = new ArrayList<DemoWorker>();
    for (var worker : api.get("/api/platform/workers").success().path("workers")) {
      var path = "/api/platform/workers/" + worker.path("worker_id").asText();
      workers.add(DemoWorker.of(api.get(path).success()));
    }
    return workers;
  }

  @Override
  public void close() {
    api.close();
  }
}
