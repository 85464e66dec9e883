package io.sluice.admin.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.TestSystem;
import io.sluice.admin.livestream.TestSocket;
import io.sluice.testkit.Keycloak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks sign-ins of people and programs at an OpenID provider, whose tokens are the only valid
 * ones. The provider is a Keycloak and the service the packaged one, each in a process of its own.
 */
@Tag("long")
@SuppressWarnings("NullAway.Init")
class OidcProviderIT {

  private static final Duration CAP = Duration.ofSeconds(30);

  private static TestSystem system;
  private static Map<String, String> settings;
  private static Keycloak keycloak;
  private static PackagedService service;

  @BeforeAll
  static void theyStart() throws IOException {
    system = new TestSystem();
    settings = new HashMap<>(system.start());
    keycloak =
        Keycloak.start(
            Path.of(Objects.requireNonNull(System.getProperty("sluice.test.keycloak"))),
            Map.of("sluice", realm("sluice"), "elsewhere", realm("elsewhere")),
            Path.of("target", "keycloak.log"));
    settings.put("sluice.oidc.enabled", "true");
    settings.put("sluice.oidc.issuer", keycloak.issuer());
    settings.put("sluice.oidc.audience", "sluice-api");
    settings.put("sluice.oidc.roles-claim", "roles");
    settings.put("sluice.oidc.roles-viewer", "staff");
    settings.put("sluice.oidc.roles-operator", "on-call");
    settings.put("sluice.oidc.roles-platform-admin", "platform-team");
    service = PackagedService.launch("service-with-provider", settings);
    service.awaitStarted();
    RestAssured.port = service.port();
  }

  private static String realm(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/keycloak", name + ".json"));
  }

  @AfterAll
  static void theyEnd() {
    service.close();
    keycloak.close();
    system.stop();
  }

  @ParameterizedTest
  @CsvSource({"vera, 200, 403", "paul, 200, 200", "greta, 403, 403"})
  void theGroupsOfAPersonGiveTheRoleAndUnknownOnesGiveNone(
      String person, int executions, int audit) {
    String token = keycloak.token(person);

    assertThat(as(token).get("/api/executions").statusCode()).isEqualTo(executions);
    assertThat(as(token).get("/api/platform/audit").statusCode()).isEqualTo(audit);
  }

  @Test
  void aProgramSignsInByItsOwnSecret() {
    String token = keycloak.tokenOfProgram("nightly");

    assertThat(submit(token, "umbrella").statusCode()).isEqualTo(202);
    assertThat(submit(token, "acme").statusCode()).isEqualTo(422);
    assertThat(as(token).get("/api/platform/audit").statusCode()).isEqualTo(403);
  }

  @Test
  void aPersonIsNamedInTheAuditAndSeesTheOwnOrganizationsOnly() {
    String paul = keycloak.token("paul");
    String vera = keycloak.token("vera");
    for (String organization : new String[] {"acme", "umbrella"}) {
      assertThat(submit(paul, organization).statusCode()).isEqualTo(202);
    }

    assertThat(as(vera).post("/api/platform/workers/w/processes/1/recycle").statusCode())
        .isEqualTo(403);

    assertThat(as(vera).get("/api/executions").jsonPath().getList("items.organization"))
        .containsOnly("acme");
    assertThat(as(paul).get("/api/executions").jsonPath().getList("items.organization"))
        .contains("acme", "umbrella");
    Response audit = as(paul).get("/api/platform/audit?actor=vera&action=forbidden");
    assertThat(audit.<String>path("items[0].role")).isEqualTo("viewer");
    assertThat(audit.<String>path("items[0].token_id")).isNotEmpty();
  }

  @Test
  void aTokenForAnotherAudienceIsRefused() {
    assertRefused(keycloak.signIn("sluice", "another", "paul").access());
  }

  @Test
  void aTokenOfAnotherRealmIsRefused() {
    assertRefused(keycloak.signIn("elsewhere", "page", "paul").access());
  }

  @Test
  void aTokenIsRefusedFromItsExpiryOn() {
    String token = keycloak.signIn("sluice", "brief", "paul").access();

    await().atMost(CAP).until(() -> as(token).get("/api/executions").statusCode() == 401);
    assertRefused(token);
  }

  @Test
  void aTokenOfAnotherKeyIsRefused() {
    assertRefused(Forgery.ofAnotherKey(keycloak.token("paul")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'alg':'none'}", "{'alg':'none','kid':'%s'}", "{'alg':'HS256','kid':'%s'}"})
  void aTokenWithoutAGoodSignatureIsRefused(String header) {
    String good = keycloak.token("paul");

    assertRefused(Forgery.withHeader(good, header, ""));
    assertRefused(Forgery.withHeader(good, header, good.substring(good.lastIndexOf('.') + 1)));
  }

  @Test
  void aTokenWhoseClaimsWereChangedIsRefused() {
    String good = keycloak.token("vera");

    assertThat(as(good).get("/api/executions").statusCode()).isEqualTo(200);
    assertRefused(Forgery.withClaims(good, "staff", "platform-team"));
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
    String paul = keycloak.token("paul");

    assertThat(signIn.statusCode()).isEqualTo(404);
    assertThat(signIn.<String>path("type")).endsWith("no-built-in-users");
    assertRefused(TestSystem.TOKEN);
    assertThat(as(paul).get("/api/users").statusCode()).isEqualTo(404);
    assertThat(as(paul).get("/api/me/tokens").statusCode()).isEqualTo(404);
  }

  @Test
  void whoSignsOutWatchesNoMore() {
    Keycloak.Tokens tokens = keycloak.signIn("sluice", "page", "vera");
    try (TestSocket socket = TestSocket.open("/ws/platform/workers", tokens.access())) {
      socket.awaitSnapshot();

      keycloak.signOut(tokens);

      assertThat(socket.awaitClosed()).startsWith("1008 The token was revoked");
    }
  }

  @Test
  void whoseRoleIsTakenWatchesNoMore() {
    String token = keycloak.token("walter");
    try (TestSocket socket = TestSocket.open("/ws/platform/workers", token)) {
      socket.awaitSnapshot();

      keycloak.revoke("walter", "staff");

      assertThat(socket.awaitClosed()).startsWith("1008 The token was revoked");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost, has the issuer",
    "realms/sluice, realms/no-such, no OpenID provider answers there"
  })
  void aWrongIssuerStopsTheStartWithOneSentence(String right, String wrong, String sentence)
      throws IOException, InterruptedException {
    String issuer = keycloak.issuer().replace(right, wrong);
    var other = new HashMap<>(settings);
    other.put("sluice.oidc.issuer", issuer);

    try (var refused = PackagedService.launch("service-with-wrong-issuer", other)) {
      assertThat(refused.awaitEnd()).isNotZero();
      assertThat(refused.said().stripTrailing().lines().toList().getLast())
          .startsWith("SLUICE_OIDC_ISSUER is " + issuer + ": ")
          .contains(sentence);
    }
  }

  private static Response submit(String token, String organization) {
    await().atMost(CAP).until(() -> as(token).get("/api/workflows/echo").statusCode() == 200);
    return as(token)
        .contentType("application/json")
        .body("{\"workflow\":\"echo\",\"organization\":\"%s\"}".formatted(organization))
        .post("/api/executions");
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
