package io.sluice.admin.execution.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/**
 * Redacts a crash report for one caller. A process runs executions of several organizations, so a
 * report also holds data of others: their ids, workflows and stacks. Pure.
 */
final class ShownCrashReport {
  private static final List<String> PAYLOAD = List.of("last_output", "hs_err");
  private static final List<String> NAMES = List.of("execution_id", "workflow", "epoch", "claim");

  private ShownCrashReport() {}

  /**
   * Removes the parts that the caller may not see.
   *
   * @param report is changed
   * @param execution the execution of the report
   * @param payloads the caller may read the output of workflows
   * @param everyOrganization the caller sees the executions of all organizations
   */
  static ObjectNode of(
      ObjectNode report, UUID execution, boolean payloads, boolean everyOrganization) {
    if (!payloads) {
      report.remove(PAYLOAD);
    }
    if (!everyOrganization) {
      report.remove("last_seen");
      report
          .path("suspects")
          .forEach(
              suspect -> {
                if (!suspect.path("execution_id").asText().equals(execution.toString())) {
                  hideNames(suspect);
                }
              });
    }
    return payloads && everyOrganization ? report : report.put("redacted", true);
  }

  private static void hideNames(JsonNode suspect) {
    if (suspect instanceof ObjectNode neighbour) {
      neighbour.remove(NAMES);
    }
  }
}
