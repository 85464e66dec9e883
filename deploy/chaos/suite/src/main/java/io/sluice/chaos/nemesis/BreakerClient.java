package io.sluice.chaos.nemesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.util.Locale;

/** Configures and resets the circuit breaker through the administrators' API. */
public final class BreakerClient {
  /** More stuck executions than a run has: the load is not stopped by its own hostile share. */
  public static final int NEVER = 1000;

  private static final String BLACKLIST = "/api/platform/blacklist";

  private BreakerClient() {}

  static void threshold(FaultContext context, int count) throws IOException, InterruptedException {
    threshold(context.api(), count);
  }

  /** Sets the number of stuck executions that blacklist a workflow. */
  public static void threshold(ApiClient api, int count) throws IOException, InterruptedException {
    var answer =
        api.put(
            "/api/platform/config/stuck_circuit_breaker_threshold",
            String.format(Locale.ROOT, "{\"value\":%d,\"reason\":\"chaos\"}", count));
    if (answer.status() / 100 != 2) {
      throw new IOException("The threshold was not set: " + answer);
    }
  }

  static boolean isBlacklisted(FaultContext context, String workflow)
      throws IOException, InterruptedException {
    for (JsonNode entry : entries(context)) {
      if (entry.path("workflow_name").asText().equals(workflow)) {
        return true;
      }
    }
    return false;
  }

  /** Removes all blacklist entries of the breaker. */
  static void release(FaultContext context) throws IOException, InterruptedException {
    for (JsonNode entry : entries(context)) {
      if (entry.path("automatic").asBoolean()) {
        context.api().delete(BLACKLIST + "/" + entry.path("workflow_id").asText());
      }
    }
  }

  private static JsonNode entries(FaultContext context) throws IOException, InterruptedException {
    JsonNode list = context.api().get(BLACKLIST).json();
    return list.isArray() ? list : list.path("items");
  }
}
