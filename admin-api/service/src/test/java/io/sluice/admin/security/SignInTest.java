package io.sluice.admin.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class SignInTest {

  @Inject Database database;

  @Test
  void aTokenOfSignInOpensTheApi() {
    var answer = signIn(TestSystem.USERNAME, TestSystem.PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<Integer>path("expires_in")).isEqualTo(900);
    assertThat(with(answer.path("token")).statusCode()).isEqualTo(200);
  }

  @Test
  void anUnknownUserAndAWrongPasswordGetTheSameAnswerAndTheFifthFailureClosesTheDoor() {
    String nobody = "nobody-" + UUID.randomUUID();
    var unknown = signIn(nobody, "x");
    var wrong = signIn(TestSystem.USERNAME, "x");

    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(wrong.<String>path("detail")).isEqualTo(unknown.path("detail"));
    for (int i = 0; i < 4; i++) {
      assertThat(signIn(nobody, "x").statusCode()).isEqualTo(401);
    }
    var closed = signIn(nobody, "x");
    assertThat(closed.statusCode()).isEqualTo(429);
    assertThat(closed.header("Retry-After")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "viewer,200,403,200",
    "operator,200,404,200",
    "deployer,200,404,200",
    "platform-admin,200,404,200"
  })
  void aRoleMayWhatItSays(String role, int list, int submit, int queue) {
    String token = token(role, "now() + interval '1 hour'");

    assertThat(with(token).statusCode()).isEqualTo(list);
    assertThat(
            given()
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"workflow\":\"no-such-one\"}")
                .post("/api/executions")
                .statusCode())
        .isEqualTo(submit);
    assertThat(
            given()
                .header("Authorization", "Bearer " + token)
                .get("/api/platform/queue")
                .statusCode())
        .isEqualTo(queue);
  }

  @Test
  void aViewerSeesNoPayloads() {
    String id = Api.submit("{\"workflow\":\"echo\",\"input\":\"secret\"}");
    String token = token("viewer", "NULL");

    var body =
        given().header("Authorization", "Bearer " + token).get("/api/executions/" + id).jsonPath();

    assertThat(body.getString("input")).isNull();
    assertThat(body.getBoolean("redacted")).isTrue();
    assertThat(Api.get("/api/executions/" + id).jsonPath().getString("input")).isEqualTo("secret");
  }

  @Test
  void anExpiredTokenIsRefused() {
    assertThat(with(token("viewer", "now() - interval '1 second'")).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/executions",
        "/api/executions/x",
        "/api/workflows",
        "/api/platform/workers",
        "/api/platform/workers/x",
        "/api/platform/queue",
        "/q/openapi"
      })
  void nothingIsReachableWithoutAToken(String path) {
    assertThat(given().get(path).statusCode()).isEqualTo(401);
  }

  private static Response with(String token) {
    return given().header("Authorization", "Bearer " + token).get("/api/executions?limit=1");
  }

  private static Response signIn(String username, String password) {
    return given()
        .contentType("application/json")
        .body("{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password))
        .post("/api/sign-in");
  }

  private String token(String role, String expiry) {
    String token = Secrets.newToken();
    database.transaction(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO access_token (hash, user_id, name, role, created_at, expires_at)"
                      + " SELECT ?, id, 'test', ?, now(), "
                      + expiry
                      + " FROM app_user LIMIT 1")) {
            insert.setString(1, Secrets.hash(token));
            insert.setString(2, role);
            return insert.executeUpdate();
          }
        });
    return token;
  }
}
