package io.sluice.admin.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.mcp.McpSession.Answer;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tools as a client of the protocol's own SDK uses them. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class McpTest {

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
  private McpWork work;

  @BeforeEach
  void aWorkflow() {
    bundles.register("mcp");
    rows.release("mcp");
    work = new McpWork(queue);
  }

  @Test
  void aClientFindsOutWhyOneIsStuckRetriesAnotherAndTheAuditHasBoth() {
    String stuck = work.stuck();
    String failed = work.failed();
    try (McpSession client = McpSession.of(rows.tokenOf(name, "operator"))) {
      Answer found =
          client.call("list_executions", Map.of("workflow", "mcp", "error_type", "ExecutionStuck"));
      assertThat(found.content().getString("items[0].execution_id")).isEqualTo(stuck);

      Answer why = client.call("get_execution", Map.of("id", stuck));
      assertThat(why.content().getString("explanation")).contains("spinning in " + McpWork.FRAME);
      assertThat(why.content().getString("stuck.top_frame")).isEqualTo(McpWork.FRAME);
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
  void anAgentAsksWatchesAndReadsWhatCameOfItAndChangesNothingElse() {
    String other = work.failed();
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
      ClaimedExecution claimed = work.worker().claim(id);
      work.worker().start(claimed);
      work.worker().succeed(claimed.attempt(), "{\"pages\":5.00}");
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
    String id = work.failed();
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
}
