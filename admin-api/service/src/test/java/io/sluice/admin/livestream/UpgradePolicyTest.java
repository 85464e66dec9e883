package io.sluice.admin.livestream;

import static io.sluice.admin.livestream.TestSocket.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.admin.LoggedErrors;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class UpgradePolicyTest {

  private static final String PATH = "/ws/platform/workers";
  private static final String BY_TOKEN =
      " WHERE hash = encode(sha256(convert_to(?, 'UTF8')), 'hex')";

  @Inject Rows rows;

  @ParameterizedTest
  @ValueSource(strings = {PATH, "/ws/executions/00000000-0000-0000-0000-000000000000"})
  void nobodyWatchesWithoutAGoodToken(String path) {
    assertThat(refused(path, null).status()).isEqualTo(401);
    assertThat(refused(path, "slu_not-a-token").status()).isEqualTo(401);
    assertThat(refused(path + "?access_token=" + TestSystem.TOKEN, null).status()).isEqualTo(401);
    assertThat(refused(path, null, "Cookie", "token=" + TestSystem.TOKEN).status()).isEqualTo(401);
    String expired = rows.token("viewer");
    rows.change("UPDATE access_token SET expires_at = now() - interval '1 s'" + BY_TOKEN, expired);
    assertThat(refused(path, expired).status()).isEqualTo(401);
  }

  @Test
  void aBadTokenIsTheCallersMistakeAndNoErrorOfThisService() {
    try (var errors = LoggedErrors.heard()) {
      assertThat(refused(PATH, "slu_not-a-token").status()).isEqualTo(401);
      assertThat(refused(PATH, rows.token("viewer")).status()).isEqualTo(101);

      assertThat(errors.messages()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "agent", "operator", "deployer", "platform-admin"})
  void everyRoleMayWatch(String role) {
    assertThat(refused(PATH, rows.token(role)).status()).isEqualTo(101);
  }

  @Test
  void aForeignPageIsRefusedWithAReasonAlsoWithAValidToken() {
    String token = rows.token("viewer");

    var foreign = refused(PATH, token, "Origin", "https://evil.example");

    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.why()).contains("SLUICE_LIVE_ALLOWED_ORIGINS");
    assertThat(refused(PATH, token, "Origin", "null").status()).isEqualTo(403);
    String own = "http://localhost:" + RestAssured.port;
    assertThat(refused(PATH, token, "Origin", own).status()).isEqualTo(101);
  }

  @Test
  void anExecutionThatDoesNotExistIsNotFound() {
    String token = rows.token("viewer");

    assertThat(refused("/ws/executions/" + UUID.randomUUID(), token).status()).isEqualTo(404);
    assertThat(refused("/ws/executions/not-an-id", token).status()).isEqualTo(404);
  }

  @Test
  void theNinthConnectionOfAPersonIsRefused() {
    String token = rows.token("viewer");
    var open = new ArrayList<TestSocket>();
    for (int i = 0; i < 8; i++) {
      open.add(TestSocket.open(PATH, token));
    }
    open.forEach(TestSocket::awaitSnapshot);

    var ninth = refused(PATH, token);

    assertThat(ninth.status()).isEqualTo(429);
    assertThat(ninth.why()).isEqualTo("You have too many connections. Close one.");
    assertThat(refused(PATH, rows.token("viewer")).status()).isEqualTo(101);
    open.forEach(TestSocket::close);
  }

  @Test
  void whenTheTokenExpiresTheConnectionIsClosed() {
    String token = rows.token("viewer");
    rows.change("UPDATE access_token SET expires_at = now() + interval '2 s'" + BY_TOKEN, token);

    try (TestSocket socket = TestSocket.open(PATH, token)) {
      socket.awaitSnapshot();

      assertThat(socket.awaitClosed()).startsWith("1008 ");
    }
  }

  @Test
  void whenTheTokenIsWithdrawnTheConnectionIsClosed() {
    String token = rows.token("viewer");
    try (TestSocket socket = TestSocket.open(PATH, token)) {
      socket.awaitSnapshot();

      rows.change("DELETE FROM access_token" + BY_TOKEN, token);

      assertThat(socket.awaitClosed())
          .isEqualTo("1008 The token was revoked, or its rights have changed. Sign in again.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"role = 'operator'", "organizations = '{acme}'", "enabled = false"})
  void whenTheRightsOfThePersonChangeTheConnectionIsClosed(String change) {
    String token = rows.token("viewer");
    rows.change("UPDATE access_token SET role = 'platform-admin'" + BY_TOKEN, token);
    try (TestSocket socket = TestSocket.open(PATH, token)) {
      socket.awaitSnapshot();

      rows.change(
          "UPDATE app_user SET "
              + change
              + " WHERE id = (SELECT user_id FROM access_token"
              + BY_TOKEN
              + ")",
          token);

      assertThat(socket.awaitClosed()).startsWith("1008 The token was revoked");
    }
  }

  @Test
  void whoSaysAnythingElseIsClosedWithASentence() {
    try (TestSocket socket = TestSocket.open(PATH, rows.token("viewer"))) {
      socket.say("{\"type\":\"please\"}");

      assertThat(socket.awaitClosed())
          .isEqualTo("1008 Only {\"type\":\"snapshot\"} is understood.");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1025, 100_000})
  void whoSaysTooMuchIsClosed(int bytes) {
    try (TestSocket socket = TestSocket.open(PATH, rows.token("viewer"))) {
      socket.awaitSnapshot();
      socket.say("x".repeat(bytes));

      assertThat(socket.awaitClosed()).isEqualTo("1009 A message may have 1024 bytes.");
    }
  }
}
