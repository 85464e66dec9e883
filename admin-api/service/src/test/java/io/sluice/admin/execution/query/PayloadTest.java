package io.sluice.admin.execution.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Shows inputs, results and log lines only to callers that may see them, and audits the reads. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class PayloadTest {

  @Inject Rows rows;

  @Test
  void aViewerSeesNoPayloads() {
    String id = Api.submit("{\"workflow\":\"echo\",\"input\":\"secret\"}");
    rows.change(
        "INSERT INTO execution_log (execution_id, epoch, claim, seq, at, level, message)"
            + " VALUES (?, 1, 1, 1, now(), 2, 'secret')",
        id);
    String viewer = rows.token("viewer");

    JsonPath body = get(viewer, "/api/executions/" + id);
    JsonPath logs = get(viewer, "/api/executions/" + id + "/logs");

    assertThat(body.getString("input")).isNull();
    assertThat(body.getBoolean("redacted")).isTrue();
    assertThat(logs.getString("items[0].message")).isNull();
    assertThat(logs.getBoolean("redacted")).isTrue();
    assertThat(Api.get("/api/executions/" + id).jsonPath().getString("input")).isEqualTo("secret");
    assertThat(reads(id)).as("neither by the viewer nor by the creator").isZero();
  }

  @Test
  void whoeverReadsWhatAnotherSubmittedIsRecordedOnce() {
    String id = Api.submit("{\"workflow\":\"echo\",\"input\":\"secret\"}");
    String operator = rows.token("operator");

    for (int i = 0; i < 3; i++) {
      assertThat(get(operator, "/api/executions/" + id).getString("input")).isEqualTo("secret");
      assertThat(get(operator, "/api/executions/" + id + "/logs").getList("items")).isEmpty();
    }

    assertThat(reads(id)).isEqualTo(1);
    assertThat(get(rows.token("operator"), "/api/executions/" + id).getString("input"))
        .isEqualTo("secret");
    assertThat(reads(id)).isEqualTo(2);
  }

  private static JsonPath get(String token, String path) {
    return given()
        .header("Authorization", "Bearer " + token)
        .get(path)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private long reads(String id) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE action = 'execution.read' AND object = ?",
        "execution/" + id);
  }
}
