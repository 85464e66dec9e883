package io.sluice.admin.action;

import static io.restassured.RestAssured.given;
import static io.sluice.admin.execution.query.ExecutionApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class ActionTest {

  private static final String ACTIONS = "/api/workflow_actions";

  @Inject QueueScripts queue;
  @Inject Rows rows;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-action");
  }

  @Test
  void anActionWithoutACouncilIsQueuedAtOnceAndKeepsItsBusinessCase() {
    JsonPath action =
        Api.post(
                ACTIONS,
                """
                {"workflow_type_id": "echo", "created_by_agent": "content_creator_agent",
                 "inputs": {"pages": 5}, "calculated_savings": {"hours_per_week": 4.5, "eur": 1200}}
                """)
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();

    String id = action.getString("id");
    assertThat(action.getString("status")).isEqualTo("PENDING");
    assertThat(action.getString("created_by_agent")).isEqualTo("content_creator_agent");
    assertThat(action.getString("created_by")).isEqualTo(TestSystem.USERNAME);
    assertThat(action.getDouble("calculated_savings.hours_per_week")).isEqualTo(4.5);
    assertThat(action.getMap("$")).doesNotContainKey("approval");
    ClaimedExecution claimed = worker.claim(id);
    assertThat(claimed.body().inputJson()).isEqualTo("{\"pages\": 5}");
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "\"done\"");
    Api.awaitStatus(id, "SUCCESS");
    assertThat(Api.get(ACTIONS + "/" + id).<String>path("status")).isEqualTo("SUCCESS");
    assertThat(Api.get("/api/workflows/" + id).<String>path("workflow_type_id")).isEqualTo("echo");
  }

  @Test
  void aTypeBindsAWorkflowItsDefaultsAndItsCouncil() {
    String type = name();
    String council =
        Api.post("/api/councils", "{\"name\":\"" + name() + "\",\"members\":[\"somebody\"]}")
            .path("id");
    assertThat(
            put(
                    "/api/action_types/" + type,
                    "{\"workflow\":\"echo\",\"council_id\":\""
                        + council
                        + "\",\"priority\":\"high\","
                        + "\"timeout_seconds\":77,\"max_retries\":1}")
                .statusCode())
        .isEqualTo(200);

    String id = ask(type, "");

    JsonPath execution = Api.get("/api/executions/" + id).jsonPath();
    assertThat(execution.getString("status")).isEqualTo("AWAITING_APPROVAL");
    assertThat(execution.getString("workflow_name")).isEqualTo("echo");
    assertThat(execution.getString("priority")).isEqualTo("high");
    assertThat(execution.getInt("timeout_seconds")).isEqualTo(77);
    assertThat(execution.getInt("max_retries")).isEqualTo(1);
    String other =
        Api.post("/api/councils", "{\"name\":\"" + name() + "\",\"members\":[\"somebody\"]}")
            .path("id");
    Response escaped =
        Api.post(
            ACTIONS,
            "{\"workflow_type_id\":\"" + type + "\",\"assigned_council_id\":\"" + other + "\"}");
    assertThat(escaped.<String>path("errors[0].field")).isEqualTo("assigned_council_id");
  }

  @Test
  void aTypeWithACouncilThatDoesNotExistIsRefusedWithTheField() {
    Response refused =
        put(
            "/api/action_types/" + name(),
            "{\"workflow\":\"echo\",\"council_id\":\"00000000-0000-0000-0000-000000000001\"}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.<String>path("errors[0].field")).isEqualTo("council_id");
  }

  @Test
  void anUndeclaredTypeRetriesThreeTimes() {
    assertThat(Api.get("/api/executions/" + ask("echo", "")).<Integer>path("max_retries"))
        .isEqualTo(ActionTypes.MAX_RETRIES);
  }

  @Test
  void isCancelledAndRunsAgainAndOtherChangesNameTheLegalOne() {
    String id = ask("echo", "");
    assertThat(change(id, "PENDING").<String>path("detail")).contains("CANCELLED");
    assertThat(change(id, "CANCELLED").<String>path("status")).isEqualTo("CANCELLED");
    assertProblem(change(id, "CANCELLED"), 409, "execution-already-ended");
    assertThat(change(id, "CANCELLED").<String>path("detail")).contains("PENDING");

    assertThat(change(id, "PENDING").<String>path("status")).isEqualTo("PENDING");

    assertThat(change(id, "CANCELLED").statusCode()).isEqualTo(200);
    assertProblem(change(id, "SUCCESS"), 422, "invalid-request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | workflow_type_id",
        "{\"workflow_type_id\":\"no-such-thing\"} | workflow_type_id",
        "{\"workflow_type_id\":\"echo\",\"created_by_agent\":\"a b\"} | created_by_agent",
        "{\"workflow_type_id\":\"echo\",\"assigned_council_id\":\"00000000-0000-0000-0000-000000000001\"}"
            + " | assigned_council_id",
        "{\"workflow_type_id\":\"echo\",\"calculated_savings\":{\"a b\":1}} | calculated_savings.a"
            + " b",
        "{\"workflow_type_id\":\"echo\",\"calculated_savings\":{\"eur\":1e99999}} |"
            + " calculated_savings.eur",
        "{\"workflow_type_id\":\"echo\",\"calculated_savings\":{\"eur\":1e-99999}} |"
            + " calculated_savings.eur"
      })
  void badInputIsRefusedWithTheField(String body, String field) {
    Response refused = Api.post(ACTIONS, body);

    assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
    assertThat(refused.<String>path("errors[0].field")).isEqualTo(field);
  }

  @Test
  void aListIsFilteredAndPagedNewestFirst() {
    String agent = name();
    var asked = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      asked.add(ask("echo", ",\"created_by_agent\":\"" + agent + "\""));
    }
    change(asked.get(0), "CANCELLED");

    JsonPath first = Api.get(ACTIONS + "?limit=2&agent=" + agent).jsonPath();
    JsonPath second =
        Api.get(ACTIONS + "?limit=2&agent=" + agent + "&cursor=" + first.getString("next_cursor"))
            .jsonPath();

    assertThat(first.getList("items.id")).isEqualTo(List.of(asked.get(2), asked.get(1)));
    assertThat(second.getList("items.id")).isEqualTo(List.of(asked.get(0)));
    assertThat(second.getString("next_cursor")).isNull();
    assertThat(
            Api.get(ACTIONS + "?status=CANCELLED&type=echo&agent=" + agent)
                .jsonPath()
                .getList("items.id"))
        .isEqualTo(List.of(asked.get(0)));
    assertThat(Api.get(ACTIONS + "?status=PENDING&agent=" + agent).jsonPath().getList("items.id"))
        .isEqualTo(List.of(asked.get(2), asked.get(1)));
    assertProblem(Api.get(ACTIONS + "?status=BUSY"), 422, "invalid-request");
    assertProblem(Api.get(ACTIONS + "?council=x"), 422, "invalid-request");
  }

  @Test
  void theSameListIsAtTheAddressOfWorkflows() {
    String agent = name();
    String id = ask("echo", ",\"created_by_agent\":\"" + agent + "\"");

    JsonPath actions = Api.get("/api/workflows?view=actions&limit=1&agent=" + agent).jsonPath();

    assertThat(actions.getList("items.id")).isEqualTo(List.of(id));
    assertProblem(Api.get("/api/workflows?view=all"), 422, "invalid-request");
    assertProblem(Api.get("/api/workflows?view=actions&agents=x"), 422, "invalid-request");
  }

  @Test
  void theSameRequestWithAKeyIsOneAction() {
    String key = name();
    String body = "{\"workflow_type_id\":\"echo\",\"inputs\":1}";

    Response first = once(key, ACTIONS, body);
    Response again = once(key, ACTIONS, body);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
    assertThat(
            rows.number(
                "SELECT count(*) FROM action WHERE id = ?",
                UUID.fromString(first.<String>path("id"))))
        .isOne();
    assertProblem(
        once(key, ACTIONS, "{\"workflow_type_id\":\"echo\",\"inputs\":2}"),
        422,
        "idempotency-key-reused");
    assertProblem(once("x".repeat(201), ACTIONS, body), 422, "invalid-request");
    String chat =
        """
        {"agent_id":"a","message":"m","mode":"execute","context":{"workflow_type":"echo"}}
        """;
    String chatKey = name();
    assertThat(once(chatKey, "/api/chat", chat).<String>path("action_id"))
        .isNotNull()
        .isEqualTo(once(chatKey, "/api/chat", chat).path("action_id"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/workflow_actions | {\"workflow_type_id\":\"%s\"} | id",
        "/api/chat |"
            + " {\"agent_id\":\"a\",\"mode\":\"execute\",\"context\":{\"workflow_type\":\"%s\"}} |"
            + " action_id"
      })
  void theSameRequestWithAKeyIsAnsweredAlthoughItsTypeAndCouncilHaveChanged(String request) {
    String[] parts = request.split(" \\| ", -1);
    String type = name();
    String body = parts[1].formatted(type);
    put("/api/action_types/" + type, "{\"workflow\":\"echo\"}").then().statusCode(200);
    String key = name();
    Response first = once(key, parts[0], body);
    assertThat(first.statusCode()).isEqualTo(201);

    // A council in which nobody but the one who asks may vote.
    String council =
        Api.post(
                "/api/councils",
                "{\"name\":\"" + name() + "\",\"members\":[\"" + TestSystem.USERNAME + "\"]}")
            .path("id");
    put("/api/action_types/" + type, "{\"workflow\":\"echo\",\"council_id\":\"" + council + "\"}")
        .then()
        .statusCode(200);
    Response changed = once(key, parts[0], body);
    Api.asAdministrator().delete("/api/action_types/" + type).then().statusCode(204);
    Response deleted = once(key, parts[0], body);

    for (Response again : new Response[] {changed, deleted}) {
      assertThat(again.statusCode()).as(again.asString()).isEqualTo(201);
      assertThat(again.<String>path(parts[2])).isEqualTo(first.path(parts[2]));
    }
    assertThat(once(name(), parts[0], body).statusCode()).isEqualTo(422);
  }

  private static Response once(String key, String path, String body) {
    return Api.asAdministrator()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(body)
        .post(path);
  }

  @Test
  void anotherOrganizationNeitherSeesNorChangesIt() {
    String id = ask("echo", ",\"organization\":\"acme\"");
    String stranger = rows.token("operator", "globex");

    assertThat(as(stranger).get(ACTIONS + "/" + id).statusCode()).isEqualTo(404);
    assertThat(
            as(stranger).body("{\"status\":\"CANCELLED\"}").patch(ACTIONS + "/" + id).statusCode())
        .isEqualTo(404);
    assertThat(
            as(stranger)
                .body("{\"action_id\":\"" + id + "\",\"vote\":\"approve\"}")
                .post("/api/council/vote")
                .statusCode())
        .isEqualTo(404);
    assertThat(as(stranger).get(ACTIONS).jsonPath().getList("items.id")).doesNotContain(id);
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
  }

  private static String ask(String type, String more) {
    return Api.post(ACTIONS, "{\"workflow_type_id\":\"" + type + "\"" + more + "}")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static Response change(String id, String status) {
    return Api.asAdministrator()
        .contentType(ContentType.JSON)
        .body("{\"status\":\"" + status + "\"}")
        .patch(ACTIONS + "/" + id);
  }

  private static Response put(String path, String body) {
    return Api.asAdministrator().contentType(ContentType.JSON).body(body).put(path);
  }

  private static String name() {
    return "t-" + UUID.randomUUID();
  }
}
