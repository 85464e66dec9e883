package io.sluice.admin.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class PersonalTokenTest {

  private static final String TOKENS = "/api/me/tokens";

  @Inject Rows rows;

  @Test
  void aPersonalTokenGivesItsRoleUntilItIsWithdrawn() {
    String session = rows.signedIn("operator");
    JsonPath made =
        make(session, "viewer", Duration.ofDays(1)).then().statusCode(201).extract().jsonPath();
    String secret = made.getString("secret");

    assertThat(as(secret).get("/api/executions?limit=1").statusCode()).isEqualTo(200);
    assertThat(submit(secret)).isEqualTo(403);
    assertThat(submit(session)).isEqualTo(404);
    JsonPath list = as(session).get(TOKENS).jsonPath();
    assertThat(list.getList("items")).hasSize(1);
    assertThat(list.getString("items[0].role")).isEqualTo("viewer");
    assertThat(list.getString("items[0].last_used_at")).isNotNull();
    assertThat(list.prettify()).doesNotContain(secret);

    String path = TOKENS + "/" + made.getString("id");
    assertThat(as(rows.signedIn("operator")).delete(path).statusCode())
        .as("of another")
        .isEqualTo(404);
    assertThat(as(session).delete(path).statusCode()).isEqualTo(204);
    assertThat(as(secret).get("/api/executions?limit=1").statusCode()).isEqualTo(401);
    assertThat(as(session).delete(path).statusCode()).isEqualTo(404);
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE object = ?", "token/" + made.getString("id")))
        .isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"deployer, 1, role", "viewer, 0, expires_at", "viewer, 367, expires_at"})
  void moreThanOnesOwnRoleOrTimeIsRefused(String role, int days, String field) {
    Response refused = make(rows.signedIn("operator"), role, Duration.ofDays(days));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.<String>path("errors[0].field")).isEqualTo(field);
  }

  @Test
  void theTokensOfAnAgentAreAnAgents() {
    String session = rows.signedIn("agent");

    Response refused = make(session, "viewer", Duration.ofDays(1));

    assertThat(refused.<String>path("errors[0].field")).isEqualTo("role");
    assertThat(make(session, "agent", Duration.ofDays(1)).statusCode()).isEqualTo(201);
  }

  @Test
  void aTokenLosesWhatItsUserLoses() {
    String session = rows.signedIn("operator");
    String secret = make(session, "operator", Duration.ofDays(1)).path("secret");
    assertThat(submit(secret)).isEqualTo(404);

    rows.change(
        "UPDATE app_user SET role = 'viewer' WHERE id = (SELECT user_id FROM access_token WHERE"
            + " hash = encode(sha256(convert_to(?, 'UTF8')), 'hex'))",
        secret);

    await().until(() -> submit(secret) == 403);
  }

  @Test
  void aPersonalTokenMakesNoOtherAndTheAttemptIsInTheAudit() {
    String token = rows.token("operator");

    assertThat(make(token, "viewer", Duration.ofDays(1)).statusCode()).isEqualTo(403);

    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE action = 'forbidden' AND role = 'operator' AND"
                    + " object = 'POST /api/me/tokens' AND token_id = (SELECT id::text FROM"
                    + " access_token WHERE hash = encode(sha256(convert_to(?, 'UTF8')), 'hex'))",
                token))
        .isEqualTo(1);
  }

  @Test
  void nobodyHasMoreThanFifty() {
    String session = rows.signedIn("viewer");
    for (int i = 0; i < 50; i++) {
      assertThat(make(session, "viewer", Duration.ofDays(1)).statusCode()).isEqualTo(201);
    }

    assertThat(make(session, "viewer", Duration.ofDays(1)).statusCode()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"password\":\"third-of-two-secrets\"}", "{\"enabled\":false}"})
  void aNewPasswordAndADisabledUserWithdrawTheTokensForGood(String change) {
    String session = rows.signedIn("operator");
    String secret = make(session, "viewer", Duration.ofDays(1)).path("secret");
    String user = userOf(secret);

    assertThat(change(user, change).statusCode()).isEqualTo(200);
    assertThat(change(user, "{\"enabled\":true}").statusCode()).isEqualTo(200);

    assertThat(as(secret).get("/api/executions?limit=1").statusCode()).isEqualTo(401);
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE action = 'user.change' AND after LIKE"
                    + " '%tokens_withdrawn=1%' AND object = 'user/' || (SELECT username FROM app_user"
                    + " WHERE id = ?)",
                user))
        .isEqualTo(1);
  }

  @Test
  void enablingAUserRevivesNoTokenThatAnEarlierVersionLeft() {
    String secret = make(rows.signedIn("operator"), "viewer", Duration.ofDays(1)).path("secret");
    String user = userOf(secret);
    rows.change("UPDATE app_user SET enabled = false WHERE id = ?", user);

    assertThat(change(user, "{\"enabled\":true}").statusCode()).isEqualTo(200);

    assertThat(as(secret).get("/api/executions?limit=1").statusCode()).isEqualTo(401);
  }

  @Test
  void anAdministratorListsAndWithdrawsTheTokensOfOthers() {
    JsonPath made =
        make(rows.signedIn("operator"), "viewer", Duration.ofDays(1)).then().extract().jsonPath();
    String user = userOf(made.getString("secret"));
    String path = "/api/users/" + user + "/tokens";

    JsonPath list = Api.get(path).jsonPath();

    assertThat(list.getList("items.id")).containsExactly(made.getString("id"));
    assertThat(list.prettify()).doesNotContain(made.getString("secret"));
    assertThat(Api.asAdministrator().delete(path + "/" + made.getString("id")).statusCode())
        .isEqualTo(204);
    assertThat(as(made.getString("secret")).get("/api/executions?limit=1").statusCode())
        .isEqualTo(401);
    assertThat(Api.asAdministrator().delete(path + "/" + made.getString("id")).statusCode())
        .isEqualTo(404);
    assertThat(Api.get("/api/users/" + UUID.randomUUID() + "/tokens").statusCode()).isEqualTo(404);
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE action = 'token.withdraw' AND actor = 'admin' AND"
                    + " object = ? AND result = 'allowed'",
                "token/" + made.getString("id")))
        .isEqualTo(1);
  }

  @Test
  void anExpiredTokenDoesNotCountTowardTheFifty() {
    String session = rows.signedIn("viewer");
    String user = null;
    for (int i = 0; i < 50; i++) {
      Response made = make(session, "viewer", Duration.ofDays(1));
      assertThat(made.statusCode()).isEqualTo(201);
      user = user == null ? userOf(made.path("secret")) : user;
    }
    rows.change(
        "UPDATE access_token SET expires_at = now() - interval '1 s' WHERE user_id = ? AND"
            + " session_id IS NULL",
        String.valueOf(user));

    assertThat(make(session, "viewer", Duration.ofDays(1)).statusCode()).isEqualTo(201);

    assertThat(as(session).get(TOKENS).jsonPath().getList("items")).hasSize(1);
  }

  private String userOf(String secret) {
    return rows.text(
        "SELECT user_id::text FROM access_token WHERE hash ="
            + " encode(sha256(convert_to(?, 'UTF8')), 'hex')",
        secret);
  }

  private static Response change(String user, String body) {
    return Api.asAdministrator()
        .contentType("application/json")
        .body(body)
        .patch("/api/users/" + user);
  }

  private static Response make(String token, String role, Duration validFor) {
    return as(token)
        .contentType("application/json")
        .body(
            "{\"name\":\"a program\",\"role\":\"%s\",\"expires_at\":\"%s\"}"
                .formatted(role, Instant.now().plus(validFor)))
        .post(TOKENS);
  }

  private static int submit(String token) {
    return as(token)
        .contentType("application/json")
        .body("{\"workflow\":\"no-such-one\"}")
        .post("/api/executions")
        .statusCode();
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token);
  }
}
