package io.sluice.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.demo.MixedLoad.DemoRequest;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

  /** One worker and its processes, from its latest heartbeat. */
  record DemoWorker(String id, String status, List<ProcessView> processes) {

    /**
     * One process.
     *
     * @param executions its executions, in words
     */
    record ProcessView(
        long pid, long generation, String state, long memoryMb, List<String> executions) {}

    static DemoWorker of(JsonNode heartbeat) {
      var processes = new ArrayList<ProcessView>();
      heartbeat.path("processes").forEach(process -> processes.add(process(process)));
      return new DemoWorker(
          heartbeat.path("worker_id").asText(),
          heartbeat.path("status").asText(""),
          List.copyOf(processes));
    }

    private static ProcessView process(JsonNode process) {
      var executions = new ArrayList<String>();
      process.path("executions").forEach(execution -> executions.add(words(execution)));
      return new ProcessView(
          process.path("pid").asLong(),
          process.path("generation").asLong(),
          process.path("state").asText(),
          process.path("memory_mb").asLong(),
          List.copyOf(executions));
    }

    private static String words(JsonNode execution) {
      var status = execution.path("status").asText();
      var name = execution.path("workflow_name").asText();
      return status.equals("RUNNING") ? name : name + " " + status;
    }
  }

  /**
   * An execution, by the API.
   *
   * @param durationMs its duration; 0 if it has not run
   * @param said its result, or its error's message
   */
  record DemoExecution(
      String id,
      String workflow,
      String status,
      String errorType,
      long pid,
      long durationMs,
      String said) {
    private static final Set<String> TERMINAL =
        Set.of("SUCCESS", "FAILED", "TIMEOUT", "CANCELLED", "BLOCKED");

    /** An execution right after the submission. */
    static DemoExecution submitted(String id, String workflow) {
      return new DemoExecution(id, workflow, "PENDING", "", 0, 0, "");
    }

    static DemoExecution of(JsonNode body) {
      var error = body.path("error_message").asText("");
      return new DemoExecution(
          body.path("execution_id").asText(),
          body.path("workflow_name").asText(),
          body.path("status").asText(),
          body.path("error_type").asText(""),
          body.path("pid").asLong(),
          body.path("duration_ms").asLong(),
          error.isEmpty() ? body.path("result").toString() : error);
    }

    boolean ended() {
      return TERMINAL.contains(status);
    }

    /** The status, with the error type if there is one. */
    String end() {
      return errorType.isEmpty() ? status : status + " " + errorType;
    }

    /** True if it ended as expected: status, or status and error type. */
    boolean endedAs(String expected) {
      return end().equals(expected) || status.equals(expected);
    }
  }
}
