package io.sluice.admin.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class WebhookEventsTest {

  private static final Duration CAP = Duration.ofSeconds(60);

  @Inject Rows rows;
  @Inject Bundles bundles;
  @Inject QueueScripts queue;
  @Inject WantedKinds wanted;

  private final TestReceiver receiver = TestReceiver.start();
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);
  private final String organization = "org-" + suffix;
  private final String workflow = "told-" + suffix;
  private TestWorker worker;
  private String path = "";

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-webhook");
  }

  @AfterEach
  void close() {
    receiver.close();
    assertThat(Api.asAdministrator().delete(path).statusCode()).isEqualTo(204);
  }

  @Test
  void theMembersOfACouncilAreToldThenTheDecisionThenTheEnd() throws Exception {
    make("action.waits", "action.decided", "action.ended");
    String member = "member-" + suffix;
    String token = rows.tokenOf(member, "operator");
    String id = ask(council(member));

    vote(token, id, "approve");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "1");

    List<JsonPath> events = received(3);
    assertThat(events)
        .extracting(each -> each.getString("type"))
        .containsExactly("action.waits", "action.decided", "action.ended");
    assertThat(events).extracting(each -> each.getString("data.action_id")).containsOnly(id);
    assertThat(events)
        .extracting(each -> each.getString("data.organization"))
        .containsOnly(organization);
    assertThat(events.get(0).getList("data.voters")).containsExactly(member);
    assertThat(events.get(0).getInt("data.quorum")).isOne();
    assertThat(events.get(1).getString("data.decision")).isEqualTo("approved");
    assertThat(events.get(2).getString("data.status")).isEqualTo("SUCCESS");
    for (var received : receiver.received()) {
      WebhookDeliveryTest.verify(received);
    }
  }

  @Test
  void aRejectedActionIsDecidedBeforeItEnds() {
    make("action.decided", "action.ended");
    String member = "member-" + suffix;
    String token = rows.tokenOf(member, "operator");

    vote(token, ask(council(member)), "reject");

    List<JsonPath> events = received(2);
    assertThat(events.get(0).getString("data.decision")).isEqualTo("rejected");
    assertThat(events.get(1).getString("data.status")).isEqualTo("CANCELLED");
    assertThat(events.get(1).getString("data.error_type")).isEqualTo("ApprovalRejected");
  }

  @Test
  void aDelegateIsToldInPlaceOfTheAbsentMember() {
    make("action.waits");
    String council = council("absent-" + suffix);
    given()
        .spec(Api.asAdministrator())
        .contentType(ContentType.JSON)
        .body("{\"delegate\":\"deputy-%s\",\"until\":\"2999-01-01T00:00:00Z\"}".formatted(suffix))
        .put("/api/councils/" + council + "/members/absent-" + suffix + "/delegation")
        .then()
        .statusCode(200);

    ask(council);

    assertThat(received(1).getFirst().getList("data.voters")).containsExactly("deputy-" + suffix);
  }

  @Test
  void anOrganizationHearsOfItsOwnActionsOnly() {
    makeForTheOrganization("action.ended");
    String other = action("{\"workflow_type_id\":\"echo\",\"organization\":\"other\"}");
    cancel(other);
    String own =
        action("{\"workflow_type_id\":\"echo\",\"organization\":\"" + organization + "\"}");
    cancel(own);

    assertThat(received(1).getFirst().getString("data.action_id")).isEqualTo(own);
    assertThat(deliveries()).isOne();
  }

  @Test
  void changesOfTheBlacklistAreToldAndARefusedOneIsNot() {
    bundles.register(workflow);
    make("workflow.blacklisted", "workflow.on_probation", "workflow.released", "notification");
    String id = Api.get("/api/workflows/" + workflow).path("workflow_id");
    String entry = "{\"workflow_id\":\"" + id + "\",\"reason\":\"it leaks\"}";
    Api.post("/api/platform/blacklist", entry).then().statusCode(201);
    assertThat(Api.post("/api/platform/blacklist", entry).statusCode()).isEqualTo(409);
    await()
        .atMost(CAP)
        .until(
            () ->
                Api.post(
                            "/api/platform/blacklist/" + id + "/probation",
                            "{\"successes\":3,\"reason\":\"mended\"}")
                        .statusCode()
                    < 300);
    Api.asAdministrator().delete("/api/platform/blacklist/" + id);

    List<JsonPath> events =
        received(4).stream().filter(event -> event.prettify().contains(workflow)).toList();

    assertThat(events)
        .extracting(each -> each.getString("type"))
        .containsExactly(
            "workflow.blacklisted", "notification", "workflow.on_probation", "workflow.released");
    assertThat(events.get(0).getBoolean("data.automatic")).isFalse();
    assertThat(events.get(0).getString("data.reason")).isEqualTo("it leaks");
    assertThat(events.get(1).getString("data.title")).contains("is on probation");
  }

  @Test
  void aTripOfTheBreakerIsTold() {
    bundles.register(workflow);
    make("workflow.blacklisted");
    try {
      for (int i = 0; i < 5; i++) {
        getStuck();
      }

      JsonPath event =
          received(1).stream()
              .filter(each -> workflow.equals(each.getString("data.workflow")))
              .findFirst()
              .orElseThrow();
      assertThat(event.getBoolean("data.automatic")).isTrue();
      assertThat(event.getString("data.by")).isEqualTo("circuit-breaker");
    } finally {
      rows.release(workflow);
    }
  }

  @Test
  void aGrowingListOfDeadLettersIsToldOnceInAMinute() {
    bundles.register(workflow);
    make("dead_letters.grew");

    fail();
    fail();

    JsonPath event =
        received(1).stream()
            .filter(each -> workflow.equals(each.getString("data.workflow")))
            .findFirst()
            .orElseThrow();
    assertThat(event.getString("data.error_type")).isEqualTo("BrokenException");
    assertThat(
            rows.number(
                "SELECT count(*) FROM delivery WHERE subject = ? AND webhook_id = ?",
                workflow,
                webhook()))
        .isOne();
  }

  @Test
  void nothingIsWrittenForAKindThatNoWebhookWants() {
    make("dead_letters.grew");
    wanted.read();

    assertThat(wanted.include(EventType.ACTION_WAITS)).isFalse();
    assertThat(wanted.include(EventType.DEAD_LETTERS_GREW)).isTrue();
    ask(council("member-" + suffix));
    assertThat(deliveries()).isZero();
  }

  private void make(String... kinds) {
    make("", List.of(kinds), "receiver");
  }

  private void makeForTheOrganization(String kind) {
    make(
        ",\"organization\":\"" + organization + "\"",
        List.of(kind),
        Api.webhookSecret(organization + ".receiver"));
  }

  private void make(String more, List<String> kinds, String secret) {
    Response made =
        Api.post(
            "/api/webhooks",
            "{\"name\":\"%s\",\"url\":\"%s\",\"kinds\":[\"%s\"],\"secret_file\":\"%s\"%s}"
                .formatted(
                    "hook-" + suffix, receiver.url(), String.join("\",\"", kinds), secret, more));
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    path = "/api/webhooks/" + made.path("id");
  }

  private String webhook() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private long deliveries() {
    return rows.number("SELECT count(*) FROM delivery WHERE webhook_id = ?", webhook());
  }

  private List<JsonPath> received(int count) {
    await().atMost(CAP).until(() -> receiver.received().size() >= count);
    return receiver.received().stream().map(each -> JsonPath.from(each.body())).toList();
  }

  private String council(String member) {
    return Api.post(
            "/api/councils",
            "{\"name\":\"council-%s\",\"members\":[\"%s\"],\"quorum\":1}".formatted(suffix, member))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private String ask(String council) {
    return action(
        "{\"workflow_type_id\":\"echo\",\"organization\":\"%s\",\"assigned_council_id\":\"%s\"}"
            .formatted(organization, council));
  }

  private static String action(String body) {
    return Api.post("/api/workflow_actions", body).then().statusCode(201).extract().path("id");
  }

  private static void cancel(String id) {
    Api.post("/api/executions/" + id + "/cancel", "{}").then().statusCode(202);
    Api.awaitStatus(id, "CANCELLED");
  }

  private static void vote(String token, String action, String vote) {
    given()
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON)
        .body("{\"action_id\":\"" + action + "\",\"vote\":\"" + vote + "\"}")
        .post("/api/council/vote")
        .then()
        .statusCode(200);
  }

  private void getStuck() {
    ClaimedExecution claimed = worker.claim(Api.submit("{\"workflow\":\"" + workflow + "\"}"));
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.STUCK,
        worker.outcome(
            "FAILED",
            "ExecutionStuck",
            "spinning",
            null,
            "{\"verdict_kind\":\"spinning\",\"verdict\":\"spinning\",\"top_frame\":\"a.A.a\"}"));
    Api.awaitStatus(claimed.attempt().executionId(), "FAILED");
  }

  private void fail() {
    ClaimedExecution claimed =
        worker.claim(Api.submit("{\"workflow\":\"" + workflow + "\",\"max_retries\":1}"));
    worker.start(claimed);
    broken(claimed);
    ClaimedExecution again = worker.claimWhenDue(claimed.attempt().executionId());
    worker.start(again);
    broken(again);
    Api.awaitStatus(claimed.attempt().executionId(), "FAILED");
  }

  private void broken(ClaimedExecution claimed) {
    worker.complete(
        claimed.attempt(),
        EventKind.RESULT,
        worker.outcome("FAILED", "BrokenException", "broken", null, null));
  }
}
