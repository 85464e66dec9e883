package io.sluice.admin.execution.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class DeadLetterTest {

  private static final String PATH = "/api/dead-letters";

  @Inject QueueScripts queue;
  @Inject Rows rows;
  @Inject Bundles bundles;
  @Inject DeadLetterWatch watch;
  private TestWorker worker;
  private String organization;
  private String message = "no";

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-dead");
    organization = "dead-" + UUID.randomUUID();
  }

  @Test
  void deadLettersAreListedNewestFirstByTheirFilters() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      ids.addFirst(dead("echo"));
    }
    String alive = Api.submit(body("echo"));

    JsonPath first = list("&limit=2&workflow=echo&error_type=test.Broken");
    JsonPath second = list("&limit=2&cursor=" + first.getString("next_cursor"));

    assertThat(first.getList("items.execution_id", String.class)).isEqualTo(ids.subList(0, 2));
    assertThat(second.getList("items.execution_id", String.class)).isEqualTo(ids.subList(2, 3));
    assertThat(second.getString("next_cursor")).isNull();
    assertThat(first.getString("items[0].dead_lettered_at")).endsWith("Z");
    assertThat(first.getString("items[0].status")).isEqualTo("FAILED");
    assertThat(list("&error_type=Other").getList("items")).isEmpty();
    assertThat(list("&to=2020-01-01T00:00:00Z").getList("items")).isEmpty();
    assertThat(list("&from=2020-01-01T00:00:00Z").getList("items")).hasSize(3);
    assertThat(Api.get("/api/executions/" + alive).<String>path("dead_lettered_at")).isNull();
  }

  @Test
  void aFailureIsADeadLetterOnlyAfterItsLastRetry() {
    String noBudget = failed("echo", "");
    String retried = failed("echo", "\"max_retries\":1,");
    assertThat(list("").getList("items")).isEmpty();

    fail(worker.claimWhenDue(retried));
    Api.awaitStatus(retried, "FAILED");

    assertThat(list("").getList("items.execution_id", String.class)).containsExactly(retried);
    assertThat(Api.get("/api/executions/" + noBudget).<String>path("dead_lettered_at")).isNull();
  }

  @Test
  void administratorsAreNotifiedOfTheGrowthOfAWorkflowOnceAnHour() {
    bundles.register("growing");
    String title = "More dead letters of growing";
    watch.tell();
    fail(worker.claimWhenDue(failed("growing", "\"max_retries\":1,")));
    await().untilAsserted(() -> assertThat(grown("growing")).isOne());

    watch.tell();
    fail(worker.claimWhenDue(failed("growing", "\"max_retries\":1,")));
    await().untilAsserted(() -> assertThat(grown("growing")).isOne());
    watch.tell();

    assertThat(rows.number("SELECT count(*) FROM notification WHERE title = ?", title)).isOne();
    assertThat(rows.text("SELECT link FROM notification WHERE title = ?", title))
        .isEqualTo("/dead-letters?workflow=growing");
    rows.change("UPDATE dead_letter_growth SET notified_at = notified_at - interval '61 minutes'");
    watch.tell();
    assertThat(rows.number("SELECT count(*) FROM notification WHERE title = ?", title))
        .isEqualTo(2);
  }

  private long grown(String workflow) {
    return rows.number(
        "SELECT coalesce(max(grown), 0) FROM dead_letter_growth g JOIN workflow w"
            + " ON w.id = g.workflow_id WHERE w.name = ?",
        workflow);
  }

  @Test
  void theyAreGroupedByWorkflowErrorAndFormOfTheMessage() {
    bundles.register("grouped");
    dead("grouped");
    message = "row 17 of " + UUID.randomUUID();
    dead("grouped");
    message = "row 4 of " + UUID.randomUUID();
    String latest = dead("grouped");

    List<Map<String, Object>> groups =
        Api.get(PATH + "/groups").jsonPath().getList("items.findAll { it.workflow == 'grouped' }");

    assertThat(groups).hasSize(2);
    assertThat(groups.getFirst())
        .containsEntry("message_form", "row # of #")
        .containsEntry("count", 2)
        .containsEntry("latest", latest);
  }

  @Test
  void aDiscardedOneStaysAsItEndedAndIsNoDeadLetterAnyMore() {
    String id = dead("echo");
    String path = PATH + "/" + id + "/discard";

    assertThat(Api.post(path, "{\"reason\":\"known\"}").statusCode()).isEqualTo(204);

    assertThat(list("").getList("items")).isEmpty();
    assertThat(Api.get("/api/executions/" + id).<String>path("status")).isEqualTo("FAILED");
    assertThat(Api.post(path, "{\"reason\":\"known\"}").<String>path("type"))
        .endsWith("no-such-dead-letter");
    assertThat(Api.post(path, "{\"reason\":\" \"}").<String>path("errors[0].field"))
        .isEqualTo("reason");
    assertThat(
            rows.text(
                "SELECT string_agg(reason || ' ' || result, ', ' ORDER BY id) FROM audit"
                    + " WHERE action = 'dead-letter.discard' AND object = ?",
                "execution/" + id))
        .isEqualTo("known allowed, known refused: There is no such dead letter");
  }

  @Test
  void chosenOnesAreRequeued() {
    List<String> ids = List.of(dead("echo"), dead("echo"), dead("echo"));

    JsonPath answer = requeue("{\"ids\":[\"%s\",\"%s\"]}".formatted(ids.get(0), ids.get(2)));

    assertThat(answer.getInt("requeued")).isEqualTo(2);
    assertThat(list("").getList("items.execution_id", String.class)).containsExactly(ids.get(1));
  }

  @Test
  void aBulkOperationRunsDeadLettersAgainAtARateAndDiscardsTheOthers() {
    List<String> ids = List.of(dead("echo"), dead("echo"), dead("echo"));
    String ended = failed("echo", "");
    String filter = "\"filter\":{\"dead_letter\":true,\"organization\":\"" + organization + "\"}";

    Response order = bulk("{\"action\":\"retry\"," + filter + ",\"per_second\":1}");
    await()
        .untilAsserted(
            () -> assertThat(list("").getList("items")).hasSizeBetween(1, ids.size() - 1));
    finished(order);

    assertThat(list("").getList("items")).isEmpty();
    assertThat(Api.get("/api/executions/" + ended).<String>path("status")).isEqualTo("FAILED");

    String other = dead("echo");
    JsonPath discarded =
        finished(bulk("{\"action\":\"discard\"," + filter + ",\"reason\":\"known\"}"));
    assertThat(discarded.getInt("done")).isOne();
    assertThat(Api.get("/api/executions/" + other).<String>path("dead_lettered_at")).isNull();
  }

  private static Response bulk(String body) {
    return Api.post("/api/executions/bulk", body).then().statusCode(202).extract().response();
  }

  private static JsonPath finished(Response order) {
    String path = order.header("Location");
    await().atMost(Duration.ofSeconds(30)).until(() -> Api.get(path).path("finished_at") != null);
    return Api.get(path).jsonPath();
  }

  @Test
  void oneIsRequeuedOnce() {
    String id = dead("echo");

    Response answer = Api.asAdministrator().post(PATH + "/" + id + "/requeue");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(list("").getList("items")).isEmpty();
    assertThat(Api.asAdministrator().post(PATH + "/" + id + "/requeue").<String>path("type"))
        .endsWith("no-such-dead-letter");
    run(id);
    assertThat(audits(id)).isEqualTo(2);
  }

  @Test
  void thoseThatAFilterMatchesAreRequeuedAndTheRefusedOnesAreNamed() {
    bundles.register("dead");
    List<String> open = List.of(dead("echo"), dead("echo"));
    String refused = dead("dead");
    rows.blacklist("dead", "for now");

    JsonPath answer = requeue("{\"organization\":\"" + organization + "\"}");

    assertThat(answer.getInt("requeued")).isEqualTo(2);
    assertThat(answer.getInt("refused_total")).isOne();
    assertThat(answer.getString("refused[0].execution_id")).isEqualTo(refused);
    assertThat(answer.getString("refused[0].title")).isEqualTo("The workflow is blacklisted");
    assertThat(answer.getString("next_cursor")).isNull();
    open.forEach(this::run);
    assertThat(list("").getList("items.execution_id", String.class)).containsExactly(refused);
    assertThat(Api.asAdministrator().post(PATH + "/" + refused + "/requeue").statusCode())
        .isEqualTo(409);
    rows.release("dead");
  }

  @Test
  void ofTwoDeadLettersWithOneUniqueKeyOneIsRequeued() {
    String key = "\"unique_key\":\"dead-" + UUID.randomUUID() + "\",";
    String older = dead("echo", key);
    String newer = dead("echo", key);

    JsonPath answer = requeue("{\"organization\":\"" + organization + "\"}");

    assertThat(answer.getInt("requeued")).isOne();
    assertThat(answer.getString("refused[0].execution_id")).isEqualTo(older);
    assertThat(answer.getString("refused[0].title")).isEqualTo("The unique key is in use");
    run(newer);
  }

  @Test
  void aCallRequeuesTenThousandAndReturnsACursor() {
    bundles.register("flood");
    rows.change(
        """
        INSERT INTO execution_history (id, workflow_id, organization, status, priority, shard, epoch,
          max_retries, created_at, created_by, queued_at, finished_at, dead_lettered_at)
        SELECT gen_random_uuid(), w.id, ?, 'FAILED', 1, 'q0', 1, 0, now(), 'test', now(), now(),
          now()
        FROM workflow w, generate_series(1, 10050) WHERE w.name = 'flood'
        """,
        organization);
    rows.blacklist("flood", "too many");
    String filter = "\"organization\":\"" + organization + "\"";

    JsonPath first = requeue("{" + filter + "}");
    JsonPath second =
        requeue("{" + filter + ",\"cursor\":\"" + first.getString("next_cursor") + "\"}");

    assertThat(first.getInt("refused_total")).isEqualTo(10_000);
    assertThat(first.getList("refused")).hasSize(100);
    assertThat(second.getInt("refused_total")).isEqualTo(50);
    assertThat(second.getString("next_cursor")).isNull();
    rows.change("DELETE FROM execution_history WHERE organization = ?", organization);
    rows.release("flood");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|422|all",
        "{\"all\":false}|422|all",
        "{\"all\":true,\"workflow\":\"echo\"}|422|all",
        "{\"workflows\":\"echo\"}|400|workflows",
        "{\"from\":\"yesterday\"}|422|from",
        "{\"workflow\":\"echo\",\"cursor\":\"x\"}|422|cursor"
      })
  void whatIsMeantMustBeSaid(String body, int status, String field) {
    Response answer = Api.post(PATH + "/requeue", body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.<String>path("errors[0].field")).isEqualTo(field);
  }

  private JsonPath list(String more) {
    return Api.get(PATH + "?organization=" + organization + more)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static JsonPath requeue(String body) {
    return Api.post(PATH + "/requeue", body).then().statusCode(200).extract().jsonPath();
  }

  private String body(String workflow) {
    return "{\"workflow\":\"" + workflow + "\",\"organization\":\"" + organization + "\"}";
  }

  private String dead(String workflow) {
    return dead(workflow, "");
  }

  /** An execution whose retries are used up, without the time that they would take. */
  private String dead(String workflow, String more) {
    String id = failed(workflow, more);
    rows.change("UPDATE execution_history SET dead_lettered_at = now() WHERE id = ?", uuid(id));
    return id;
  }

  private String failed(String workflow, String more) {
    String id = Api.submit(body(workflow).replaceFirst("\\{", "{" + more));
    fail(worker.claim(id));
    Api.awaitStatus(id, more.contains("max_retries") ? "SCHEDULED" : "FAILED");
    return id;
  }

  private void fail(ClaimedExecution claimed) {
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.RESULT,
        worker.outcome("FAILED", "test.Broken", message, null, null));
  }

  private static UUID uuid(String id) {
    return UUID.fromString(id);
  }

  private void run(String id) {
    ClaimedExecution claimed = worker.claim(id);
    assertThat(claimed.attempt().epoch()).isEqualTo(2);
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "1");
    Api.awaitStatus(id, "SUCCESS");
  }

  private long audits(String id) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE action = 'dead-letter.requeue' AND object = ?",
        "execution/" + id);
  }
}
