package io.sluice.browser;

import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.util.Locale;

/**
 * Executions that make the pages worth a screenshot: a stuck one, a failed one, many waiting ones.
 *
 * @param stuck an execution that got stuck
 * @param succeeded one that succeeded
 * @param action one that waits for the approval of the council
 * @param council id of the council
 * @param form id of a workflow whose input has a schema
 */
record ScreenshotScenario(
    String worker, String stuck, String succeeded, String action, String council, String form) {
  private static final int ENDED = 40;
  private static final int FAILED = 8;
  private static final int WAITING = 30;
  private static final int ACTIONS = 5;

  /** Creates them, which takes some seconds. */
  static ScreenshotScenario make(ApiClient api) throws IOException, InterruptedException {
    String succeeded = "";
    for (int i = 0; i < ENDED; i++) {
      succeeded =
          api.submit(
              "echo", String.format(Locale.ROOT, "{\"order\":%d,\"city\":\"Zürich\"}", i), 60);
    }
    for (int i = 0; i < FAILED; i++) {
      api.submit("fail", "{\"message\":\"The CRM answered 502.\"}", 60);
    }
    account(api);
    api.await(succeeded, "SUCCESS");
    String worker = api.firstWorker();
    for (int i = 0; i < 2; i++) {
      api.submit("sleep", "{\"seconds\":600}", 1_200);
    }
    String stuck = api.submit("spin", "null", 1);
    api.await(stuck, "FAILED");
    api.post(
            "/api/platform/blacklist",
            "{\"workflow_id\":\"%s\",\"reason\":\"spins without end, see the dossier\"}"
                .formatted(api.get("/api/workflows/spin").success().path("workflow_id").asText()))
        .success();
    for (int i = 0; i < WAITING; i++) {
      api.submit("sleep", "{\"seconds\":600}", 1_200);
    }
    String council = council(api);
    String form = api.get("/api/workflows/sleep").success().path("workflow_id").asText();
    return new ScreenshotScenario(worker, stuck, succeeded, action(api, council), council, form);
  }

  /** Actions that save something, and a user who is an agent. */
  private static void account(ApiClient api) throws IOException, InterruptedException {
    for (int i = 0; i < ACTIONS; i++) {
      api.post(
              "/api/workflow_actions",
              "{\"workflow_type_id\":\"echo\",\"created_by_agent\":\"content_creator_agent\","
                  + "\"calculated_savings\":{\"hours_per_week\":2.50,\"weekly_savings\":125.00}}")
          .success();
    }
    api.post(
        "/api/users",
        "{\"username\":\"content_creator_agent\",\"password\":\"a-password-to-be-changed\","
            + "\"role\":\"agent\",\"organizations\":[\"acme\",\"globex\"]}");
  }

  private static String council(ApiClient api) throws IOException, InterruptedException {
    String council =
        api.post(
                "/api/councils",
                "{\"name\":\"website-board\",\"members\":[\"vera\",\"wim\",\"xi\"],\"quorum\":2}")
            .success()
            .path("id")
            .asText();
    api.put(
            "/api/action_types/website_creation",
            "{\"workflow\":\"echo\",\"description\":\"Makes a website.\",\"council_id\":\""
                + council
                + "\"}")
        .success();
    return council;
  }

  private static String action(ApiClient api, String council)
      throws IOException, InterruptedException {
    return api.post(
            "/api/workflow_actions",
            "{\"workflow_type_id\":\"echo\",\"created_by_agent\":\"content_creator_agent\","
                + "\"inputs\":{\"pages\":5},\"calculated_savings\":{\"hours_per_week\":5.00,"
                + "\"weekly_savings\":250.00},\"assigned_council_id\":\""
                + council
                + "\"}")
        .success()
        .path("id")
        .asText();
  }
}
