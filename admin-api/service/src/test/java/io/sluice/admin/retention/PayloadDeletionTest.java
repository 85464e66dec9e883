package io.sluice.admin.retention;

import static io.restassured.RestAssured.given;
import static io.sluice.admin.execution.query.ExecutionApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class PayloadDeletionTest {

  private static final String PATH = "/api/executions/";

  @Inject Rows rows;
  @Inject QueueScripts queue;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-payloads");
  }

  @Test
  void thePayloadsOfAnExecutionGoAndItsRecordStays() {
    String id = ended("\"input\":{\"secret\":1}");

    assertThat(delete(PATH + id + "/payloads").statusCode()).isEqualTo(204);

    JsonPath left = Api.get(PATH + id).jsonPath();
    assertThat(left.getString("status")).isEqualTo("SUCCESS");
    assertThat(left.getString("input")).isNull();
    assertThat(left.getString("result")).isNull();
    assertThat(left.getString("data_flag")).isEqualTo("payloads_deleted");
    assertThat(Api.get(PATH + id + "/logs").asString()).doesNotContain("a secret");
    assertThat(audits("execution/" + id, "allowed")).isOne();
    assertProblem(Api.post(PATH + id + "/retry", "{}"), 409, "payloads-deleted");
  }

  @Test
  void whatHasNotEndedKeepsItsInput() {
    String id = Api.submit("{\"workflow\":\"echo\"}");

    assertProblem(delete(PATH + id + "/payloads"), 409, "execution-not-ended");

    assertThat(audits("execution/" + id, "refused: The execution has not ended")).isOne();
    assertProblem(delete(PATH + UUID.randomUUID() + "/payloads"), 404, "no-such-execution");
    Api.post(PATH + id + "/cancel", "{}");
  }

  @Test
  void thePayloadsOfAnOrganizationGoAndThoseOfOthersStay() {
    String organization = "forgotten-" + UUID.randomUUID();
    String theirs = ended("\"organization\":\"" + organization + "\",\"input\":1");
    String others = ended("\"organization\":\"remembered\",\"input\":2");

    Response answer = delete("/api/platform/organizations/" + organization + "/payloads");

    assertThat(answer.<Integer>path("deleted")).isOne();
    assertThat(answer.<String>path("next_cursor")).isNull();
    assertThat(Api.get(PATH + theirs).<String>path("data_flag")).isEqualTo("payloads_deleted");
    assertThat(Api.get(PATH + others).<Integer>path("input")).isEqualTo(2);
    assertThat(audits("organization/" + organization, "allowed")).isOne();
  }

  private String ended(String rest) {
    String id = Api.submit("{\"workflow\":\"echo\"," + rest + "}");
    var claimed = worker.claim(id);
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "1");
    Api.awaitStatus(id, "SUCCESS");
    rows.change("INSERT INTO execution_log VALUES (?, 1, 1, 1, now(), 1, 'a secret')", id);
    return id;
  }

  private static Response delete(String path) {
    return given().header("Authorization", "Bearer " + TestSystem.TOKEN).delete(path);
  }

  private long audits(String object, String result) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE action = 'payloads.delete' AND object = ? AND result = ?",
        object,
        result);
  }
}
