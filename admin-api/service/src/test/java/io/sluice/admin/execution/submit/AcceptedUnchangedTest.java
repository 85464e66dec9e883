package io.sluice.admin.execution.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that what is accepted is kept as it came, and that what cannot be kept is refused. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class AcceptedUnchangedTest {

  private static final String PATH = "/api/executions";

  @Inject QueueScripts queue;

  @BeforeEach
  void aWorkflow() {
    Api.awaitWorkflow("echo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1234567890.12345678901234567890, 1e400, 1e-400, -0.0, -0, 1.0E+2]",
        "{\"b\":1,\"a\":\"\\u00e9\\u0000\"}",
        "[ 1 ,\n 2 ]"
      })
  void anInputPassesAsItCame(String input) {
    String id = submit(input).path("execution_id");

    ClaimedExecution claimed = new TestWorker(queue, "worker-unchanged").claim(id);

    assertThat(claimed.body().inputJson()).isEqualTo(input);
    assertThat(Api.get(PATH + "/" + id).asString()).contains("\"input\":" + input);
    String batch =
        Api.post(PATH + "/batch", "[{\"workflow\":\"echo\",\"input\":" + input + "}]")
            .path("[0].execution_id");
    assertThat(Api.get(PATH + "/" + batch).asString()).contains("\"input\":" + input);
  }

  @Test
  void theLimitOfAnInputCountsTheBytesThatWereSent() {
    String most = "\"" + "😀".repeat(65_535) + "\"";

    assertThat(submit(most).statusCode()).isEqualTo(202);
    assertThat(submit("[" + most + "]").statusCode()).isEqualTo(202);
    assertThat(submit("[" + most + ",1]").statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"workflow\":\"echo\",\"workflow\":\"no\"}|'workflow' comes twice|line 1, column 30",
        "{\"workflow\":\"echo\",\"input\":{\"a\":1,\"a\":2}}|'a' comes twice|line 1, column ",
        "{\"workflow\":\"echo\",\"input\":\"\\ud800\"}|half of a surrogate pair|line 1, column 29",
        "{\"workflow\":\"echo\",\"labels\":{\"a\":\"\\udc00\"}}|half of a surrogate pair|line 1, column 35"
      })
  void whatCannotBeKeptIsRefusedWithItsPlace(String body, String fault, String place) {
    Response refused = Api.post(PATH, body);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<String>path("type")).endsWith("malformed-request");
    assertThat(refused.<String>path("detail")).contains(fault, place);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anItemThatIsTooMuchIsToldAloneInBothFormsOfABatch(boolean array) {
    List<String> items =
        List.of(
            "{\"workflow\":\"echo\"}",
            "{\"workflow\":\"echo\",\"input\":\"" + "x".repeat(300_000) + "\"}",
            "{\"workflow\":\"echo\",\"input\":" + "[".repeat(70) + "]".repeat(70) + "}",
            "{\"workflow\":\"echo\",\"input\":" + "1".repeat(150) + "}",
            "{\"workflow\":\"echo\",\"input\":{\"" + "n".repeat(1001) + "\":1}}",
            "{\"workflow\":\"echo\",\"workflow\":\"echo\"}",
            "{\"workflow\":}",
            "{\"workflow\":\"echo\"}");

    JsonPath answers = array ? array(items) : lines(items);

    assertThat(answers.getList("status"))
        .containsExactly("PENDING", null, null, null, null, null, null, "PENDING");
    assertThat(answers.getList("problem.status")).containsExactly(413, 413, 413, 413, 400, 400);
    assertThat(answers.getString("[1].problem.detail")).startsWith("A text may have 262144");
    assertThat(answers.getString("[2].problem.detail")).startsWith("JSON may be nested 64 deep");
    assertThat(answers.getString("[3].problem.detail")).startsWith("A number may have 100");
    assertThat(answers.getString("[4].problem.detail")).startsWith("A name may have 1000");
  }

  @Test
  void anErrorOfALabelNamesTheLabel() {
    Response key = Api.post(PATH, "{\"workflow\":\"echo\",\"labels\":{\"a:b\":\"x\"}}");
    Response value =
        Api.post(PATH, "{\"workflow\":\"echo\",\"labels\":{\"team\":\"" + "x".repeat(201) + "\"}}");

    assertThat(key.<List<String>>path("errors.field")).containsExactly("labels.a:b");
    assertThat(value.<List<String>>path("errors.field")).containsExactly("labels.team");
  }

  private static JsonPath array(List<String> items) {
    Response answer = Api.post(PATH + "/batch", "[" + String.join(",\n", items) + "]");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    return answer.jsonPath();
  }

  private static JsonPath lines(List<String> items) {
    Response answer =
        Api.asAdministrator()
            .contentType("application/x-ndjson")
            .body(String.join("\n", items).getBytes(StandardCharsets.UTF_8))
            .post(PATH + "/batch");
    return JsonPath.from("[" + String.join(",", answer.asString().lines().toList()) + "]");
  }

  private static Response submit(String input) {
    return Api.post(PATH, "{\"workflow\":\"echo\",\"input\":" + input + "}");
  }
}
