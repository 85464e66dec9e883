package io.sluice.admin.execution.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class BulkTest {

  private static final String PATH = "/api/executions/bulk";
  private static final int MORE_THAN_A_PAGE = 130;

  @Inject Rows rows;

  @Test
  void allThatAFilterMatchesAreCancelledAndThenRunAgain() {
    submitTogether(MORE_THAN_A_PAGE, "bulk-org");
    String other = submit(1, "other-org").getFirst();

    JsonPath cancelled = finished(order("cancel", "{\"organization\":\"bulk-org\"}"));

    assertThat(cancelled.getInt("total")).isEqualTo(MORE_THAN_A_PAGE);
    assertThat(cancelled.getInt("done")).isEqualTo(MORE_THAN_A_PAGE);
    assertThat(cancelled.getInt("refused_total")).isZero();
    await().until(() -> inStatus("CANCELLED") == MORE_THAN_A_PAGE);
    assertThat(status(other)).isEqualTo("PENDING");

    JsonPath again = finished(order("retry", "{\"organization\":\"bulk-org\"}"));

    assertThat(again.getInt("done")).isEqualTo(MORE_THAN_A_PAGE);
    assertThat(inStatus("PENDING")).isEqualTo(MORE_THAN_A_PAGE);
    finished(order("cancel", "{\"organization\":\"bulk-org\"}"));
  }

  @Test
  void whatIsRefusedIsNamed() {
    String id = submit(1, "refused-org").getFirst();
    finished(order("cancel", "{\"organization\":\"refused-org\"}"));
    Api.awaitStatus(id, "CANCELLED");
    rows.change(
        "UPDATE execution_history SET alive_worker = 'w', alive_generation = 1, alive_until = NULL WHERE id = ?",
        id);

    JsonPath answer = finished(order("retry", "{\"organization\":\"refused-org\"}"));

    assertThat(answer.getInt("refused_total")).isOne();
    assertThat(answer.getString("refused[0].execution_id")).isEqualTo(id);
    assertThat(answer.getString("refused[0].title")).isEqualTo("An attempt of it is still alive");
    rows.change(
        "UPDATE execution_history SET alive_worker = NULL, alive_generation = NULL WHERE id = ?",
        id);
  }

  @Test
  void aBulkOperationIsOneAuditRowWithItsFilter() {
    String bulk = order("cancel", "{\"organization\":\"nobody\"}").path("bulk_id");

    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE object = ? AND action = 'execution.bulk-cancel'"
                    + " AND after LIKE '%nobody%'",
                "bulk/" + bulk))
        .isOne();
  }

  @Test
  void itsEffectsAreAuditedWithTheRequestThatCausedThem() {
    String id = submit(1, "traced-org").getFirst();
    Response order = order("cancel", "{\"organization\":\"traced-org\"}");
    finished(order);
    finished(order("retry", "{\"organization\":\"traced-org\"}"));

    assertThat(
            rows.text(
                "SELECT concat_ws(' ', address, role, token_id IS NOT NULL, request_id) FROM audit"
                    + " WHERE object = ? AND action = 'execution.cancel'",
                "execution/" + id))
        .isEqualTo("127.0.0.1 platform-admin t " + order.header("X-Request-Id"));
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE object = ? AND action = 'execution.retry'"
                    + " AND address IS NOT NULL AND request_id IS NOT NULL",
                "execution/" + id))
        .isOne();
    finished(order("cancel", "{\"organization\":\"traced-org\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action\":\"delete\",\"filter\":{\"q\":\"x\"}} | action",
        "{\"action\":\"cancel\"} | filter",
        "{\"action\":\"cancel\",\"filter\":{}} | filter",
        "{\"action\":\"cancel\",\"filter\":{\"status\":\"SUCCESS\"}} | filter.status",
        "{\"action\":\"retry\",\"filter\":{\"status\":\"RUNNING\"}} | filter.status",
        "{\"action\":\"retry\",\"filter\":{\"status\":\"DONE\"}} | status",
        "{\"action\":\"discard\",\"filter\":{\"q\":\"x\"},\"reason\":\"r\"} | filter.dead_letter",
        "{\"action\":\"discard\",\"filter\":{\"dead_letter\":true}} | reason",
        "{\"action\":\"discard\",\"filter\":{\"dead_letter\":true,\"status\":\"SUCCESS\"},\"reason\":\"r\"} | filter.status",
        "{\"action\":\"retry\",\"filter\":{\"q\":\"x\"},\"per_second\":0} | per_second",
      })
  void aBulkOperationWithoutMeaningIsRefused(String body, String field) {
    Response answer = Api.post(PATH, body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.<String>path("errors[0].field")).isEqualTo(field);
  }

  @Test
  void anUnknownBulkOperationIsNotFound() {
    assertThat(Api.get(PATH + "/7").statusCode()).isEqualTo(404);
    assertThat(Api.get(PATH + "/0198f000-0000-7000-8000-000000000000").statusCode()).isEqualTo(404);
  }

  private static void submitTogether(int count, String organization) {
    Api.awaitWorkflow("echo");
    String one = "{\"workflow\":\"echo\",\"organization\":\"" + organization + "\"}";
    String all = "[" + String.join(",", Collections.nCopies(count, one)) + "]";
    assertThat(Api.post("/api/executions/batch", all).statusCode()).isEqualTo(202);
  }

  private long inStatus(String status) {
    return rows.number(
        "SELECT count(*) FROM execution_all WHERE organization = 'bulk-org' AND status = ?",
        status);
  }

  private static List<String> submit(int count, String organization) {
    Api.awaitWorkflow("echo");
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      ids.add(Api.submit("{\"workflow\":\"echo\",\"organization\":\"" + organization + "\"}"));
    }
    return ids;
  }

  private static Response order(String action, String filter) {
    Response answer = Api.post(PATH, "{\"action\":\"%s\",\"filter\":%s}".formatted(action, filter));
    assertThat(answer.statusCode()).isEqualTo(202);
    return answer;
  }

  private static JsonPath finished(Response order) {
    String path = order.header("Location");
    await().atMost(Duration.ofSeconds(30)).until(() -> Api.get(path).path("finished_at") != null);
    return Api.get(path).jsonPath();
  }

  private static String status(String id) {
    return Api.get("/api/executions/" + id).path("status");
  }
}
