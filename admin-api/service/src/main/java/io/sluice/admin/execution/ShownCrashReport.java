package io.sluice.admin.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/**
 * A crash report as one caller may read it. A process runs executions of several organizations, so
 * a report also holds what belongs to others: their ids, workflows and stacks. Pure.
 */
final class ShownCrashReport {
  private static final List<String> PAYLOAD = List.of("last_output", "hs_err");
  private static final List<String> NAMES = List.of("execution_id", "workflow", "epoch", "claim");

  private ShownCrashReport() {}

  /**
   * Takes out of a report what the caller may not see.
   *
   * @param report is changed
   * @param execution whose report it is
   * @param payloads whether the caller may read what workflows print
   * @param everyOrganization whether the caller sees the executions of all organizations
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
