package io.sluice.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

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
