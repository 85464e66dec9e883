package io.sluice.admin.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
