package io.sluice.admin.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.spec.McpError;
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
import io.sluice.admin.mcp.McpSession.Answer;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals of tools, of the protocol and of HTTP. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class McpRefusalsTest {

  @Inject Rows rows;
  @Inject Bundles bundles;
  @Inject QueueScripts queue;
  private final String name = "mcp-" + UUID.randomUUID();

  @BeforeEach
  void aWorkflow() {
    bundles.register("mcp");
    rows.release("mcp");
  }

  @Test
  void aRoleThatMayNotIsToldSoAndTheAuditHasIt() {
    String failed = new McpWork(queue).failed();
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
      String none = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}";
      assertThat(send(token, none).<Integer>path("error.code")).isEqualTo(-32602);
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
}
