package io.sluice.admin.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.mcp.McpSession.Answer;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing changes while changes are not allowed, whatever the role. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@TestProfile(McpReadOnlyTest.ReadOnly.class)
@SuppressWarnings("NullAway.Init")
class McpReadOnlyTest {

  @Inject Rows rows;

  /** The default of the setting. */
  public static final class ReadOnly implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("sluice.mcp.writes", "false");
    }
  }

  @Test
  void toolsThatChangeSomethingAreNeitherListedNorCarriedOut() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    try (McpSession client = McpSession.of(rows.token("operator"))) {
      assertThat(client.toolNames())
          .doesNotContain("retry_execution", "cancel_execution")
          .hasSize(6);

      Answer refused = client.call("cancel_execution", Map.of("id", id, "confirm", true));

      assertThat(refused.error()).isTrue();
      assertThat(refused.text()).contains("SLUICE_MCP_WRITES");
    }
    assertThat(Api.get("/api/executions/" + id).<Object>path("cancel_requested_at")).isNull();
  }
}
