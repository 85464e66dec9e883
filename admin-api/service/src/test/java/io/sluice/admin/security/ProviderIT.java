package io.sluice.admin.security;

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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of a real OpenID provider. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@QuarkusTestResource(value = KeycloakServer.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class ProviderIT {

  @Inject Rows rows;

  @ParameterizedTest
  @CsvSource({"viewer-person,200,403", "admin-person,200,200", "nobody-person,403,403"})
  void theGroupsOfAPersonGiveTheRole(String person, int executions, int audit) {
    String token = token("sluice", "page", person);

    assertThat(as(token).get("/api/executions").statusCode()).isEqualTo(executions);
    assertThat(as(token).get("/api/platform/audit").statusCode()).isEqualTo(audit);
  }

  @Test
  void aPersonIsNamedInTheAuditAndSeesOneOrganization() {
    String token = token("sluice", "page", "viewer-person");

    assertThat(as(token).post("/api/platform/workers/w/processes/1/recycle").statusCode())
        .isEqualTo(403);

    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE actor = 'viewer-person' AND role = 'viewer'"
                    + " AND action = 'forbidden' AND token_id IS NOT NULL"))
        .isEqualTo(1);
    await().until(() -> rows.number("SELECT count(*) FROM workflow WHERE name = 'echo'") == 1);
    String workflow = rows.text("SELECT id FROM workflow WHERE name = 'echo'");
    for (String organization : new String[] {"acme", "umbrella"}) {
      rows.change(
          """
          INSERT INTO execution (id, workflow_id, organization, status, priority, shard, epoch,
            max_retries, created_at, created_by, queued_at)
          VALUES (gen_random_uuid(), ?, ?, 'SUCCESS', 1, 'q0', 1, 0, now(), 'x', now())
          """,
          workflow,
          organization);
    }
    assertThat(as(token).get("/api/executions").jsonPath().getList("items.organization"))
        .containsOnly("acme");
  }

  @Test
  void aTokenForAnotherAudienceIsRefused() {
    assertRefused(token("sluice", "elsewhere", "admin-person"));
  }

  @Test
  void aTokenOfAnotherIssuerIsRefused() {
    assertRefused(token("other", "page", "admin-person"));
  }

  @Test
  void anExpiredTokenIsRefused() {
    String brief = token("sluice", "brief", "admin-person");
    long end = claims(brief).getLong("exp");
    await().until(() -> Instant.now().getEpochSecond() > end);

    assertRefused(brief);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"alg\":\"none\"}", "{\"alg\":\"none\",\"typ\":\"JWT\"}", "{\"alg\":\"HS256\"}"})
  void aTokenWithoutAGoodSignatureIsRefused(String header) {
    String[] good = token("sluice", "page", "admin-person").split("\\.", -1);
    String bad = encoded(header) + "." + good[1] + ".";

    assertRefused(bad);
    assertRefused(bad + good[2]);
  }

  @Test
  void aTokenWhoseClaimsWereChangedIsRefused() {
    String[] good = token("sluice", "page", "viewer-person").split("\\.", -1);
    String claims =
        new String(Base64.getUrlDecoder().decode(good[1]), StandardCharsets.UTF_8)
            .replace("staff", "platform-team");

    assertRefused(good[0] + "." + encoded(claims) + "." + good[2]);
  }

  @Test
  void builtInUsersAreOff() {
    Response signIn =
        given()
            .contentType("application/json")
            .body(
                "{\"username\":\"%s\",\"password\":\"%s\"}"
                    .formatted(TestSystem.USERNAME, TestSystem.PASSWORD))
            .post("/api/sign-in");

    assertThat(signIn.statusCode()).isEqualTo(404);
    assertThat(signIn.<String>path("type")).endsWith("no-built-in-users");
    assertRefused(TestSystem.TOKEN);
    assertRefused(rows.token("platform-admin"));
    assertThat(as(token("sluice", "page", "admin-person")).get("/api/users").statusCode())
        .isEqualTo(404);
    assertThat(as(token("sluice", "page", "admin-person")).get("/api/me/tokens").statusCode())
        .isEqualTo(404);
  }

  private static void assertRefused(String token) {
    Response answer = as(token).get("/api/executions");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.<String>path("type")).endsWith("unauthenticated");
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  private static JsonPath claims(String token) {
    return JsonPath.from(
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** By the password grant, as the realms allow it for these tests. */
  private static String token(String realm, String client, String person) {
    Response answer =
        given()
            .formParam("grant_type", "password")
            .formParam("client_id", client)
            .formParam("username", person)
            .formParam("password", "password-of-a-test")
            .post(
                System.getProperty(KeycloakServer.URL)
                    + "/realms/"
                    + realm
                    + "/protocol/openid-connect/token");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.path("access_token");
  }
}
