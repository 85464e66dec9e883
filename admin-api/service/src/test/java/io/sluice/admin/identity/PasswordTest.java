package io.sluice.admin.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Api;
import io.sluice.admin.Elsewhere;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class PasswordTest {

  private static final String FIRST = "first-of-two-secrets";
  private static final String SECOND = "second-of-two-secrets";

  @Inject Rows rows;
  private String username;

  @BeforeEach
  void aNewUser() {
    username = "person-" + UUID.randomUUID();
    Api.post(
            "/api/users",
            "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"operator\"}"
                .formatted(username, FIRST))
        .then()
        .statusCode(201);
  }

  @Test
  void aPasswordOfSomebodyElseMustBeChangedBeforeAnythingElse() {
    JsonPath first = signIn(FIRST);
    assertThat(first.getBoolean("must_change_password")).isTrue();
    Response refused = as(first).get("/api/executions?limit=1");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.<String>path("detail")).contains("PUT /api/me/password");

    assertThat(change(first, FIRST, SECOND).statusCode()).isEqualTo(204);

    assertThat(as(first).get("/api/executions?limit=1").statusCode()).isEqualTo(200);
    assertThat(signIn(SECOND).getBoolean("must_change_password")).isFalse();
    assertThat(Elsewhere.atNewAddress().signIn(username, FIRST).statusCode()).isEqualTo(401);
  }

  @Test
  void aNewPasswordEndsTheOtherSignIns() {
    JsonPath here = signIn(FIRST);
    JsonPath there = signIn(FIRST);

    assertThat(change(here, FIRST, SECOND).statusCode()).isEqualTo(204);

    assertThat(as(here).get("/api/executions?limit=1").statusCode()).isEqualTo(200);
    assertThat(as(there).get("/api/executions?limit=1").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "wrong-of-two-secrets, second-of-two-secrets, current_password",
    "first-of-two-secrets, short, new_password",
    "first-of-two-secrets, first-of-two-secrets, new_password",
    "first-of-two-secrets, Password1234, new_password"
  })
  void aWrongOrABadOneIsRefusedByName(String current, String next, String field) {
    HttpResponse<String> refused = change(signIn(FIRST), current, next);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(JsonPath.from(refused.body()).getString("errors[0].field")).isEqualTo(field);
  }

  @Test
  void guessesOfThePresentPasswordBlockLikeFailedSignIns() {
    JsonPath session = signIn(FIRST);
    Elsewhere here = Elsewhere.atNewAddress();
    for (int i = 0; i < 4; i++) {
      assertThat(change(here, session, "guess", SECOND).statusCode()).isEqualTo(422);
    }

    assertThat(here.signIn(username, "guess").statusCode()).isEqualTo(401);
    assertThat(here.signIn(username, FIRST).statusCode()).isEqualTo(429);
    assertThat(change(here, session, FIRST, SECOND).statusCode()).isEqualTo(429);
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE action = 'user.password' AND actor = ?",
                username))
        .isEqualTo(4);
  }

  @Test
  void noPasswordIsInTheAudit() {
    assertThat(change(signIn(FIRST), FIRST, SECOND).statusCode()).isEqualTo(204);

    assertThat(rows.number("SELECT count(*) FROM audit a WHERE a::text LIKE '%of-two-secrets%'"))
        .isZero();
  }

  @Test
  void aPersonalTokenChangesNoPassword() {
    Response refused =
        given()
            .header("Authorization", "Bearer " + rows.token("operator"))
            .contentType("application/json")
            .body("{\"current_password\":\"a\",\"new_password\":\"b\"}")
            .put("/api/me/password");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.<String>path("detail")).contains("POST /api/sign-in");
  }

  private JsonPath signIn(String password) {
    var answer = Elsewhere.atNewAddress().signIn(username, password);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonPath.from(answer.body());
  }

  private static HttpResponse<String> change(JsonPath session, String current, String next) {
    return change(Elsewhere.atNewAddress(), session, current, next);
  }

  private static HttpResponse<String> change(
      Elsewhere here, JsonPath session, String current, String next) {
    return here.put(
        session.getString("token"),
        "/api/me/password",
        "{\"current_password\":\"%s\",\"new_password\":\"%s\"}".formatted(current, next));
  }

  private static RequestSpecification as(JsonPath session) {
    return given().header("Authorization", "Bearer " + session.getString("token"));
  }
}
