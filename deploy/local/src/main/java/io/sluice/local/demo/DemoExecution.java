package io.sluice.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

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
