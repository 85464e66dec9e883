package io.sluice.diagnostics.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Parses the answer of a readiness check: {@code {status, checks: [{name, status}]}}. Ignores the
 * data of a check: it may contain addresses, and the page needs no sign-in. Pure.
 */
final class HealthAnswer {
  private static final int MAX_CHECKS = 50;
  private static final int MAX_NAME = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private HealthAnswer() {}

  /** Interprets a body by its HTTP status: 200 means ready, 503 not ready. */
  static ProbeResult read(int status, byte[] body) {
    try {
      var checks = checks(JSON.readTree(new String(body, StandardCharsets.UTF_8)).path("checks"));
      return status == 200
          ? new ProbeResult.Ready(checks)
          : new ProbeResult.NotReady(reason(status, checks), checks);
    } catch (JsonProcessingException notHealth) {
      return new ProbeResult.NotReady(
          "its health check answered something else (HTTP " + status + ")", List.of());
    }
  }

  private static String reason(int status, List<ProbeResult.Check> checks) {
    var failing = checks.stream().filter(check -> !check.up()).map(ProbeResult.Check::name).toList();
    return failing.isEmpty()
        ? "its health check answered HTTP " + status
        : (failing.size() == 1 ? "a check fails: " : "checks fail: ") + String.join(", ", failing);
  }

  private static List<ProbeResult.Check> checks(JsonNode reported) {
    var checks = new ArrayList<ProbeResult.Check>();
    for (var check : reported) {
      if (checks.size() < MAX_CHECKS) {
        var up = "UP".equals(check.path("status").asText());
        checks.add(new ProbeResult.Check(cut(check.path("name").asText("unnamed")), up));
      }
    }
    checks.sort(Comparator.comparing(ProbeResult.Check::up));
    return List.copyOf(checks);
  }

  private static String cut(String text) {
    return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + "…";
  }
}
