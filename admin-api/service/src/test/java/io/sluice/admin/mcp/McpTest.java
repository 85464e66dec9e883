package io.sluice.admin.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.LoggedErrors;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.admin.mcp.McpSession.Answer;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tools as a client of the protocol's own SDK uses them. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class McpTest {

  private static final String FRAME = "com.example.Report.sum(Report.java:42)";
  private static final String[] READING = {
    "list_workflows", "list_executions", "get_execution", "get_result", "get_log", "get_action"
  };
  private static final String[] CHANGING = {
    "ask_for_action", "retry_execution", "cancel_execution"
  };

  @Inject Rows rows;
  @Inject Bundles bundles;
  @Inject QueueScripts queue;
  private final String name = "mcp-" + UUID.randomUUID();
  private TestWorker worker;

  @BeforeEach
  void aWorkflow() {
    bundles.register("mcp");
    rows.release("mcp");
    worker = new TestWorker(queue, "worker-mcp");
  }

  @Test
  void aClientFindsOutWhyOneIsStuckRetriesAnotherAndTheAuditHasBoth() {
    String stuck = stuck();
    String failed = failed();
    try (McpSession client = McpSession.of(rows.tokenOf(name, "operator"))) {
      Answer found =
          client.call("list_executions", Map.of("workflow", "mcp", "error_type", "ExecutionStuck"));
      assertThat(found.content().getString("items[0].execution_id")).isEqualTo(stuck);

      Answer why = client.call("get_execution", Map.of("id", stuck));
      assertThat(why.content().getString("explanation")).contains("spinning in " + FRAME);
      assertThat(why.content().getString("stuck.top_frame")).isEqualTo(FRAME);
      assertThat(why.text()).contains("spinning in");

      Answer preview = client.call("retry_execution", Map.of("id", failed));
      assertThat(preview.error()).isFalse();
      assertThat(preview.content().getString("would_happen")).contains("run again");
      assertThat(Api.get("/api/executions/" + failed).<String>path("status")).isEqualTo("FAILED");
      assertThat(audited("execution.retry", failed)).isZero();

      Answer done = client.call("retry_execution", Map.of("id", failed, "confirm", true));
      assertThat(done.content().getString("status")).isEqualTo("PENDING");
    }
    Api.awaitStatus(failed, "PENDING");
    assertThat(audited("execution.read", stuck)).isOne();
    assertThat(audited("execution.retry", failed)).isOne();
  }

  /** The rows of the audit about an execution, with all that says where they come from. */
  private long audited(String action, String execution) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE actor = ? AND action = ? AND object = ? AND result ="
            + " 'allowed' AND role = 'operator' AND token_id IS NOT NULL AND request_id IS NOT NULL",
        name,
        action,
        "execution/" + execution);
  }

  @Test
  void toolsSayWhatTheyChangeAndOnlyThoseOfTheRoleAreListed() {
    try (McpSession viewer = McpSession.of(rows.token("viewer"));
        McpSession agent = McpSession.of(rows.token("agent"))) {
      assertThat(viewer.toolNames()).containsExactly(READING);
      assertThat(agent.toolNames()).contains(READING).contains(CHANGING).hasSize(9);
      for (Tool tool : agent.tools()) {
        boolean changes = List.of(CHANGING).contains(tool.name());
        assertThat(tool.annotations().readOnlyHint()).as(tool.name()).isEqualTo(!changes);
        assertThat(tool.annotations().destructiveHint())
            .as(tool.name())
            .isEqualTo(changes && !tool.name().equals("ask_for_action"));
        assertThat(tool.inputSchema()).containsEntry("additionalProperties", false);
      }
    }
  }

  @Test
  void aRoleThatMayNotIsToldSoAndTheAuditHasIt() {
    String failed = failed();
    try (McpSession client = McpSession.of(rows.tokenOf(name, "viewer"))) {
      Answer refused = client.call("retry_execution", Map.of("id", failed, "confirm", true));

      assertThat(refused.error()).isTrue();
      assertThat(refused.content().getString("type")).endsWith("forbidden");
    }
    assertThat(Api.get("/api/executions/" + failed).<String>path("status")).isEqualTo("FAILED");
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE actor = ? AND action = 'forbidden' AND object ="
                    + " 'POST /mcp retry_execution'",
                name))
        .isOne();
  }

  @Test
  void anAgentAsksWatchesAndReadsWhatCameOfItAndChangesNothingElse() {
    String other = failed();
    try (McpSession agent = McpSession.of(rows.tokenOf(name, "agent"))) {
      Map<String, Object> asked =
          Map.of(
              "workflow_type", "mcp",
              "inputs", Map.of("pages", 5),
              "calculator_inputs",
                  Map.of("tasks_per_week", 10, "time_per_task_minutes", 30, "hourly_wage", 50));
      Answer preview = agent.call("ask_for_action", asked);
      assertThat(preview.content().getString("would_happen")).contains("wait to run");
      assertThat(preview.content().getDouble("subject.calculated_savings.weekly_savings"))
          .isEqualTo(250.0);
      assertThat(rows.number("SELECT count(*) FROM action WHERE agent = ?", name)).isZero();

      var confirmed = new HashMap<>(asked);
      confirmed.put("confirm", true);
      String id = agent.call("ask_for_action", confirmed).content().getString("id");
      assertThat(agent.call("get_action", Map.of("id", id)).content().getString("created_by_agent"))
          .isEqualTo(name);
      ClaimedExecution claimed = worker.claim(id);
      worker.start(claimed);
      worker.succeed(claimed.attempt(), "{\"pages\":5.00}");
      Api.awaitStatus(id, "SUCCESS");
      assertThat(agent.call("get_result", Map.of("id", id)).text()).contains("{\"pages\":5.00}");

      Answer refused = agent.call("retry_execution", Map.of("id", other, "confirm", true));
      assertThat(refused.text()).contains("No action has the id");
      String foreign =
          Api.post("/api/workflow_actions", "{\"workflow_type_id\":\"mcp\"}").path("id");
      assertThat(agent.call("cancel_execution", Map.of("id", foreign, "confirm", true)).text())
          .isEqualTo("An agent changes only the actions that it asked for.");
      Answer another =
          agent.call("ask_for_action", Map.of("workflow_type", "mcp", "agent_id", "x"));
      assertThat(another.content().getString("errors[0].field")).isEqualTo("agent_id");
    }
  }

  @Test
  void cancelAnswersWhatItWouldDoAndDoesItOnce() {
    String id = Api.submit("{\"workflow\":\"mcp\"}");
    try (McpSession client = McpSession.of(rows.token("operator"))) {
      assertThat(client.call("get_execution", Map.of("id", id)).content().getString("explanation"))
          .isNotBlank();
      assertThat(
              client.call("cancel_execution", Map.of("id", id)).content().getString("would_happen"))
          .contains("never run");
      assertThat(Api.get("/api/executions/" + id).<String>path("status")).isEqualTo("PENDING");
      Answer done =
          client.call("cancel_execution", Map.of("id", id, "confirm", true, "reason", "by mcp"));
      assertThat(done.error()).isFalse();
      Api.awaitStatus(id, "CANCELLED");
      assertThat(Api.get("/api/executions/" + id).<String>path("cancel_reason"))
          .isEqualTo("by mcp");
      for (Map<String, Object> again :
          List.<Map<String, Object>>of(Map.of("id", id), Map.of("id", id, "confirm", true))) {
        assertThat(client.call("cancel_execution", again).text())
            .isEqualTo("It ended as CANCELLED; there is nothing left to cancel.");
      }
    }
  }

  @Test
  void logAndResultArePayloads() {
    String id = failed();
    rows.change(
        "INSERT INTO execution_log (execution_id, epoch, claim, seq, at, level, message)"
            + " SELECT execution_id, epoch, claim, n, now(), 1, 'line ' || n FROM attempt,"
            + " generate_series(1, 3) n WHERE execution_id = ?::uuid",
        id);
    try (McpSession operator = McpSession.of(rows.token("operator"));
        McpSession viewer = McpSession.of(rows.token("viewer"))) {
      Answer first = operator.call("get_log", Map.of("id", id, "limit", 2));
      assertThat(first.content().getList("items.message")).contains("line 1");
      assertThat(first.content().getString("next_cursor")).isNotNull();
      Answer hidden = viewer.call("get_log", Map.of("id", id));
      assertThat(hidden.content().getBoolean("redacted")).isTrue();
      assertThat(hidden.text()).doesNotContain("line 1");
      assertThat(viewer.call("get_result", Map.of("id", id)).content().getBoolean("redacted"))
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "get_execution",
    "get_result",
    "get_log",
    "retry_execution",
    "cancel_execution",
    "get_action"
  })
  void aStrangerLearnsNothing(String tool) {
    String id =
        Api.post(
                "/api/workflow_actions",
                "{\"workflow_type_id\":\"mcp\",\"organization\":\"acme\",\"created_by_agent\":\"a\"}")
            .path("id");
    try (McpSession stranger = McpSession.of(rows.token("operator", "globex"))) {
      Answer refused = stranger.call(tool, Map.of("id", id));

      assertThat(refused.error()).isTrue();
      assertThat(refused.text()).matches("No (execution|action) has the id " + id + "\\..*");
      assertThat(stranger.call("list_executions", Map.of("workflow", "mcp")).text())
          .doesNotContain(id);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get_execution | {} | id is the id of an execution; an action has the same.",
        "get_execution | {\"id\":\"x\"} | No execution has the id x.",
        "get_execution | {\"id\":\"x\",\"ids\":1} | There is no field ids. Check its name.",
        "get_execution | {\"id\":1} | The value of id has the wrong type.",
        "list_executions | {\"status\":\"BUSY\"} | status is one of",
        "list_executions | {\"limit\":201} | limit is from 1 to 200.",
        "get_log | {\"id\":\"00000000-0000-7000-8000-000000000000\",\"level\":\"LOUD\"} | No execution",
        "ask_for_action | {\"workflow_type\":\"no-such\"} | workflow_type names neither",
        "ask_for_action | {\"workflow_type\":\"mcp\",\"organization\":\"a b\"} | organization has 1"
      })
  void badArgumentsAreRefusedWithTheSentencesOfTheApi(
      String tool, String arguments, String sentence) {
    try (LoggedErrors errors = LoggedErrors.heard()) {
      var answer =
          send(rows.token("operator"), call(tool, arguments)).then().statusCode(200).extract();

      assertThat(answer.jsonPath().getBoolean("result.isError")).isTrue();
      assertThat(answer.jsonPath().getString("result.content[0].text")).startsWith(sentence);
      assertThat(errors.messages()).isEmpty();
    }
  }

  @Test
  void anUnknownToolIsAnErrorOfTheProtocol() {
    try (LoggedErrors errors = LoggedErrors.heard();
        McpSession client = McpSession.of(rows.token("viewer"))) {
      assertThatThrownBy(() -> client.call("drop_database", Map.of()))
          .isInstanceOf(McpError.class)
          .hasMessageContaining("Unknown tool");
      assertThat(errors.messages()).isEmpty();
    }
  }

  @Test
  void numbersInInputsKeepTheirDigits() {
    String id =
        send(
                rows.token("operator"),
                call(
                    "ask_for_action",
                    "{\"workflow_type\":\"mcp\",\"inputs\":{\"amount\": 1.50},\"confirm\":true}"))
            .path("result.structuredContent.id");

    assertThat(Api.get("/api/executions/" + id).asString()).contains("{\"amount\": 1.50}");
  }

  @Test
  void whatIsNoMessageIsRefusedByHttp() {
    String token = rows.token("viewer");
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    try (LoggedErrors errors = LoggedErrors.heard()) {
      assertThat(send(null, ping).statusCode()).isEqualTo(401);
      assertThat(send("slu_made-up", ping).statusCode()).isEqualTo(401);
      assertThat(send(token, ping).statusCode()).isEqualTo(200);
      assertThat(send(token, "[" + ping + "]").statusCode()).isEqualTo(400);
      assertThat(send(token, "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}").statusCode())
          .isEqualTo(400);
      assertThat(send(token, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}").statusCode())
          .isEqualTo(400);
      assertThat(send(token, "{").statusCode()).isEqualTo(400);
      assertThat(
              send(token, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}")
                  .statusCode())
          .isEqualTo(202);
      String wrong = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":[1]}";
      assertThat(send(token, wrong).<Integer>path("error.code")).isEqualTo(-32602);
      assertThat(send(token, wrong).asString()).doesNotContain("io.modelcontextprotocol");
      assertThat(send(token, "\"" + "x".repeat(1 << 20) + "\"").statusCode()).isEqualTo(413);
      assertThat(authorized(token).get("/mcp").statusCode()).isEqualTo(405);
      assertThat(
              authorized(token)
                  .header("MCP-Protocol-Version", "1999-01-01")
                  .contentType(ContentType.JSON)
                  .body(ping)
                  .post("/mcp")
                  .statusCode())
          .isEqualTo(400);
      assertThat(errors.messages()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"https://evil.example", "null", "http://127.0.0.1"})
  void aPageIsRefusedAlsoOneOfThisHost(String origin) {
    var refused =
        authorized(rows.token("operator"))
            .header("Origin", origin)
            .contentType(ContentType.JSON)
            .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
            .post("/mcp");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.<String>path("detail")).contains("SLUICE_MCP_ALLOWED_ORIGINS");
  }

  private static String call(String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
        .formatted(tool, arguments);
  }

  private static Response send(@Nullable String token, String body) {
    return authorized(token).contentType(ContentType.JSON).body(body).post("/mcp");
  }

  private static RequestSpecification authorized(@Nullable String token) {
    return token == null ? given() : given().header("Authorization", "Bearer " + token);
  }

  private String stuck() {
    ClaimedExecution claimed = worker.claim(Api.submit("{\"workflow\":\"mcp\"}"));
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.STUCK,
        worker.outcome(
            "FAILED",
            "ExecutionStuck",
            "spinning in " + FRAME,
            null,
            "{\"verdict_kind\":\"spinning\",\"verdict\":\"spinning in %s\",\"top_frame\":\"%s\"}"
                .formatted(FRAME, FRAME)));
    Api.awaitStatus(claimed.attempt().executionId(), "FAILED");
    return claimed.attempt().executionId();
  }

  private String failed() {
    ClaimedExecution claimed = worker.claim(Api.submit("{\"workflow\":\"mcp\",\"max_retries\":0}"));
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.RESULT,
        worker.outcome("FAILED", "IllegalStateException", "failed on request", null, null));
    Api.awaitStatus(claimed.attempt().executionId(), "FAILED");
    return claimed.attempt().executionId();
  }
}
