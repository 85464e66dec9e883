package io.sluice.admin.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People sign in at an OpenID provider: its tokens count, and nothing else. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@QuarkusTestResource(value = TestProvider.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class ProviderTest {

  @Inject Rows rows;

  @ParameterizedTest
  @CsvSource({
    "staff, 200, 403",
    "platform-team, 200, 200",
    "nobody-knows-it, 403, 403",
    "platform-admin, 403, 403"
  })
  void theGroupsOfAPersonGiveTheRole(String group, int executions, int audit) {
    String token = TestTokens.good("somebody", group);

    assertThat(as(token).get("/api/executions").statusCode()).isEqualTo(executions);
    assertThat(as(token).get("/api/platform/audit").statusCode()).isEqualTo(audit);
  }

  @Test
  void aPersonIsNamedInTheAuditAndSeesOneOrganization() {
    String token = TestTokens.good("vera", "staff");

    assertThat(as(token).post("/api/platform/workers/w/processes/1/recycle").statusCode())
        .isEqualTo(403);

    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE actor = 'vera' AND role = 'viewer'"
                    + " AND action = 'forbidden' AND token_id IS NOT NULL"))
        .isEqualTo(1);
    await().until(() -> rows.number("SELECT count(*) FROM workflow WHERE name = 'echo'") == 1);
    for (String organization : new String[] {"acme", "umbrella"}) {
      rows.change(
          """
          INSERT INTO execution (id, workflow_id, organization, status, priority, shard, epoch,
            max_retries, created_at, created_by, queued_at)
          SELECT gen_random_uuid(), id, ?, 'SUCCESS', 1, 'q0', 1, 0, now(), 'x', now()
          FROM workflow WHERE name = 'echo'
          """,
          organization);
    }
    assertThat(as(token).get("/api/executions").jsonPath().getList("items.organization"))
        .containsOnly("acme");
  }

  @Test
  void aTokenForAnotherAudienceIsRefused() {
    assertRefused(
        TestTokens.token(TestTokens.issuer(), "another", "somebody", "platform-team", 300));
  }

  @Test
  void aTokenOfAnotherIssuerIsRefused() {
    assertRefused(
        TestTokens.token(
            TestTokens.issuer() + "/other", "sluice-api", "somebody", "platform-team", 300));
  }

  @Test
  void anExpiredTokenIsRefused() {
    assertRefused(
        TestTokens.token(TestTokens.issuer(), "sluice-api", "somebody", "platform-team", -1));
  }

  @Test
  void aTokenOfAnotherKeyIsRefused() {
    assertRefused(TestTokens.ofAnotherKey("somebody", "platform-team"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"key-of-a-test\"}",
        "{\"alg\":\"HS256\",\"kid\":\"key-of-a-test\"}"
      })
  void aTokenWithoutAGoodSignatureIsRefused(String header) {
    String[] good = TestTokens.good("somebody", "platform-team").split("\\.", -1);
    String bad = TestTokens.encoded(header) + "." + good[1] + ".";

    assertRefused(bad);
    assertRefused(bad + good[2]);
  }

  @Test
  void aTokenWhoseClaimsWereChangedIsRefused() {
    String[] good = TestTokens.good("somebody", "staff").split("\\.", -1);
    String claims =
        new String(Base64.getUrlDecoder().decode(good[1]), StandardCharsets.UTF_8)
            .replace("staff", "platform-team");

    assertRefused(good[0] + "." + TestTokens.encoded(claims) + "." + good[2]);
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
    String administrator = TestTokens.good("somebody", "platform-team");

    assertThat(signIn.statusCode()).isEqualTo(404);
    assertThat(signIn.<String>path("type")).endsWith("no-built-in-users");
    assertRefused(rows.token("platform-admin"));
    assertThat(as(administrator).get("/api/users").statusCode()).isEqualTo(404);
    assertThat(as(administrator).get("/api/me/tokens").statusCode()).isEqualTo(404);
    assertThat(rows.number("SELECT count(*) FROM app_user WHERE username = 'admin'")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "nothing",
      value = {
        "https://sso/realms/a, https://sso/realms/a, nothing",
        "https://sso/realms/a, https://sso/realms/b, calls itself https://sso/realms/b",
        "https://sso/realms/a, https://sso/realms/a/, calls itself https://sso/realms/a/",
        "https://sso/realms/a, nothing, no OpenID provider answers there"
      })
  void aProviderThatIsNotWhoItShouldBeStopsTheStart(
      String issuer, @Nullable String discovered, @Nullable String refusal) {
    if (refusal == null) {
      assertThat(Provider.refusal(issuer, discovered)).isNull();
    } else {
      assertThat(Provider.refusal(issuer, discovered)).contains(refusal);
    }
  }

  private static void assertRefused(String token) {
    Response answer = as(token).get("/api/executions");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.<String>path("type")).endsWith("unauthenticated");
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token);
  }
}
