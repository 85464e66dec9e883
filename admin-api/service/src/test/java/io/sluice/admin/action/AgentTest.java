package io.sluice.admin.action;

import static io.restassured.RestAssured.given;
import static io.sluice.admin.execution.query.ExecutionApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent asks as itself, within its limit, and touches nothing else. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class AgentTest {

  private static final String ACTIONS = "/api/workflow_actions";
  private static final String WORK = "{\"workflow_type_id\":\"agent-work\"}";

  @Inject QueueScripts queue;
  @Inject Rows rows;
  @Inject Bundles bundles;
  private final String name = "agent-" + UUID.randomUUID();
  private String token;

  @BeforeEach
  void anAgent() {
    bundles.register("agent-work");
    token = rows.tokenOf(name, "agent");
  }

  @Test
  void asksInItsOwnNameByBothDoorsAndReadsWhatCameOfIt() {
    String asked = agent().body(WORK).post(ACTIONS).then().statusCode(201).extract().path("id");
    String chatted =
        agent()
            .body(
                "{\"agent_id\":\"%s\",\"mode\":\"execute\",\"context\":{\"workflow_type\":\"agent-work\"}}"
                    .formatted(name))
            .post("/api/chat")
            .then()
            .statusCode(201)
            .extract()
            .path("action_id");

    for (String id : new String[] {asked, chatted}) {
      Response action = agent().get(ACTIONS + "/" + id);
      assertThat(action.<String>path("created_by_agent")).isEqualTo(name);
      assertThat(action.<String>path("created_by")).isEqualTo(name);
    }
    var worker = new TestWorker(queue, "worker-agent");
    ClaimedExecution claimed = worker.claim(asked);
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "\"done\"");
    Api.awaitStatus(asked, "SUCCESS");
    assertThat(agent().get("/api/executions/" + asked).<String>path("result")).isEqualTo("done");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/workflow_actions | {\"workflow_type_id\":\"agent-work\",\"created_by_agent\":\"another\"} |"
            + " created_by_agent",
        "/api/chat | {\"agent_id\":\"another\",\"mode\":\"execute\",\"context\":{\"workflow_type\":\"agent-work\"}} |"
            + " agent_id",
        "/api/chat | {\"agent_id\":\"another\",\"mode\":\"explore\"} | agent_id"
      })
  void asAnotherAgentItIsRefusedWithTheField(String path, String body, String field) {
    Response refused = agent().body(body).post(path);

    assertProblem(refused, 422, "invalid-request");
    assertThat(refused.<String>path("errors[0].field")).isEqualTo(field);
    assertThat(refused.<String>path("detail")).contains(name);
  }

  @Test
  void cancelsAndRunsAgainWhatItAskedForAndNothingElse() {
    String own = agent().body(WORK).post(ACTIONS).path("id");
    String other = Api.post(ACTIONS, WORK).path("id");

    assertThat(change(own, "CANCELLED").<String>path("status")).isEqualTo("CANCELLED");
    assertThat(change(own, "PENDING").<String>path("status")).isEqualTo("PENDING");

    assertThat(change(other, "CANCELLED").statusCode()).isEqualTo(403);
    assertThat(Api.get(ACTIONS + "/" + other).<String>path("status")).isEqualTo("PENDING");
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE actor = ? AND action = 'forbidden' AND role ="
                    + " 'agent' AND object = ?",
                name,
                "PATCH " + ACTIONS + "/" + other))
        .isOne();
    assertThat(agent().body("{\"workflow\":\"echo\"}").post("/api/executions").statusCode())
        .isEqualTo(403);
    assertThat(agent().post("/api/executions/" + other + "/cancel").statusCode()).isEqualTo(403);
    assertThat(agent().body("{\"workflow\":\"echo\"}").put("/api/action_types/x").statusCode())
        .isEqualTo(403);
  }

  @Test
  void hasNoVoteEvenAsAMember() {
    String council =
        Api.post(
                "/api/councils",
                "{\"name\":\"c-%s\",\"members\":[\"later-%s\",\"somebody\"],\"quorum\":1}"
                    .formatted(name, name))
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    // As one that was a member before it became an agent.
    rows.change("UPDATE council_member SET name = ? WHERE name = ?", name, "later-" + name);
    String action =
        Api.post(
                ACTIONS,
                "{\"workflow_type_id\":\"echo\",\"assigned_council_id\":\"" + council + "\"}")
            .path("id");

    assertProblem(
        agent()
            .body("{\"action_id\":\"" + action + "\",\"vote\":\"approve\"}")
            .post("/api/council/vote"),
        403,
        "may-not-vote");
    assertProblem(
        agent()
            .body("{\"delegate\":\"x\",\"until\":\"2100-01-01T00:00:00Z\"}")
            .put("/api/councils/" + council + "/members/" + name + "/delegation"),
        403,
        "may-not-vote");
    assertThat(Api.get(ACTIONS + "/" + action).<String>path("status"))
        .isEqualTo("AWAITING_APPROVAL");
  }

  @Test
  void isRefusedAsAMemberAndAsADelegate() {
    Response made =
        Api.post(
            "/api/councils",
            "{\"name\":\"c-%1$s\",\"members\":[\"somebody\",\"%1$s\"]}".formatted(name));
    String council =
        Api.post("/api/councils", "{\"name\":\"c-%s\",\"members\":[\"somebody\"]}".formatted(name))
            .path("id");
    Response changed =
        put(
            "/api/councils/" + council,
            "{\"name\":\"c-%1$s\",\"members\":[\"%1$s\"]}".formatted(name));
    Response delegated =
        put(
            "/api/councils/" + council + "/members/somebody/delegation",
            "{\"delegate\":\"%s\",\"until\":\"2100-01-01T00:00:00Z\"}".formatted(name));

    for (Response refused : new Response[] {made, changed, delegated}) {
      assertProblem(refused, 422, "invalid-request");
      assertThat(refused.<String>path("errors[0].message")).contains(name, "has no vote");
    }
    assertThat(made.<String>path("errors[0].field")).isEqualTo("members");
    assertThat(changed.<String>path("errors[0].field")).isEqualTo("members");
    assertThat(delegated.<String>path("errors[0].field")).isEqualTo("delegate");
  }

  private static Response put(String path, String body) {
    return Api.asAdministrator().contentType(ContentType.JSON).body(body).put(path);
  }

  @Test
  void doesNotPassTheCouncilOfATypeByTheNameOfItsWorkflow() {
    bundles.register("agent-approved");
    String council =
        Api.post("/api/councils", "{\"name\":\"c-" + name + "\",\"members\":[\"somebody\"]}")
            .path("id");
    Api.asAdministrator()
        .contentType(ContentType.JSON)
        .body("{\"workflow\":\"agent-approved\",\"council_id\":\"" + council + "\"}")
        .put("/api/action_types/agent-approved-type")
        .then()
        .statusCode(200);

    Response refused = agent().body(ask("agent-approved")).post(ACTIONS);

    assertProblem(refused, 422, "invalid-request");
    assertThat(refused.<String>path("errors[0].field")).isEqualTo("workflow_type_id");
    assertThat(agent().body(ask("agent-approved-type")).post(ACTIONS).<String>path("status"))
        .isEqualTo("AWAITING_APPROVAL");
    assertThat(Api.post(ACTIONS, ask("agent-approved")).<String>path("status"))
        .isEqualTo("PENDING");
  }

  private static String ask(String type) {
    return "{\"workflow_type_id\":\"" + type + "\"}";
  }

  @Test
  void seesNoPayloadsOfOthers() {
    String other = Api.submit("{\"workflow\":\"echo\",\"input\":\"secret of another\"}");

    assertThat(agent().get("/api/executions/" + other).asString())
        .contains("\"redacted\":true")
        .doesNotContain("secret of another");
  }

  @Test
  void beyondItsLimitItIsToldWhenToAskAgainAndOthersAreNot() {
    // Refused requests have a limit of their own, and leave nothing in the queue.
    Response refused =
        Stream.generate(() -> agent().body("{\"workflow_type_id\":\"no\"}").post(ACTIONS))
            .limit(200)
            .filter(answer -> answer.statusCode() != 422)
            .findFirst()
            .orElseThrow();

    assertProblem(refused, 429, "too-many-requests");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    String second = rows.tokenOf("agent-" + UUID.randomUUID(), "agent");
    assertThat(as(second).body(WORK).post(ACTIONS).statusCode()).isEqualTo(201);
    assertThat(Api.post(ACTIONS, WORK).statusCode()).isEqualTo(201);
  }

  @Test
  void refusedRequestsTakeNoActionsAway() {
    // The limit is 10 of each here.
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < 8; i++) {
      statuses.add(agent().body("{\"workflow_type_id\":\"no\"}").post(ACTIONS).statusCode());
      statuses.add(agent().body(WORK).post(ACTIONS).statusCode());
    }

    assertThat(statuses).containsOnly(422, 201);
  }

  private Response change(String id, String status) {
    return agent().body("{\"status\":\"" + status + "\"}").patch(ACTIONS + "/" + id);
  }

  private RequestSpecification agent() {
    return as(token);
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
  }
}
