package io.sluice.admin.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Elsewhere;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class SignInTest {

  @Inject Rows rows;

  @Test
  void aTokenOfSignInOpensTheApi() {
    JsonPath answer = signedIn();

    assertThat(answer.getInt("expires_in")).isEqualTo(900);
    assertThat(answer.getBoolean("must_change_password")).isFalse();
    assertThat(with(answer.getString("token")).statusCode()).isEqualTo(200);
  }

  @Test
  void anUnknownUserAndAWrongPasswordGetTheSameAnswer() {
    HttpResponse<String> unknown = Elsewhere.atNewAddress().signIn(nobody(), "x");
    HttpResponse<String> wrong = Elsewhere.atNewAddress().signIn(TestSystem.USERNAME, "x");

    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(JsonPath.from(wrong.body()).getString("detail"))
        .isEqualTo(JsonPath.from(unknown.body()).getString("detail"));
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE action = 'sign-in' AND result LIKE"
                    + " 'refused%' AND address LIKE '127.9.%' AND request_id IS NOT NULL"))
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void fiveFailuresOfAUserAtAnAddressBlockThatUserThereAndNobodyElse() {
    Elsewhere here = Elsewhere.atNewAddress();
    for (int i = 0; i < 5; i++) {
      assertThat(here.signIn(TestSystem.USERNAME, "x").statusCode()).isEqualTo(401);
    }

    HttpResponse<String> closed = here.signIn(TestSystem.USERNAME, TestSystem.PASSWORD);

    assertThat(closed.statusCode()).isEqualTo(429);
    assertThat(closed.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
    assertThat(here.signIn(nobody(), "x").statusCode()).as("another user").isEqualTo(401);
    assertThat(signedIn().getString("token")).as("elsewhere").startsWith("slu_");
  }

  @Test
  void aRefreshWhoseAnswerWasLostMayBeRepeated() {
    JsonPath first = signedIn();
    JsonPath lost = refreshed(first, 200);

    JsonPath second = refreshed(first, 200);

    assertThat(second.getString("refresh_token")).isEqualTo(lost.getString("refresh_token"));
    assertThat(with(first.getString("token")).statusCode()).as("in transit").isEqualTo(200);
    assertThat(with(lost.getString("token")).statusCode()).isEqualTo(200);
    assertThat(with(second.getString("token")).statusCode()).isEqualTo(200);
    refreshed(second, 200);
  }

  @Test
  void theRepetitionDoesNotProlongTheLeeway() {
    JsonPath first = signedIn();
    refreshed(first, 200);
    rows.change(
        "UPDATE sign_in_session SET refreshed_at = now() - interval '20 seconds' WHERE id = ?",
        session(first));

    refreshed(first, 200);

    assertThat(
            rows.number(
                "SELECT count(*) FROM sign_in_session WHERE id = ? AND refreshed_at < now() -"
                    + " interval '19 seconds'",
                session(first)))
        .isOne();
  }

  @Test
  void thePreviousRefreshTokenEndsTheSignInAfterTheLeeway() {
    JsonPath first = signedIn();
    JsonPath second = refreshed(first, 200);
    theLeewayPasses(first);

    refreshed(first, 401);

    assertThat(with(second.getString("token")).statusCode()).isEqualTo(401);
    refreshed(second, 401);
  }

  @Test
  void aRefreshTokenBeforeThePreviousOneEndsTheSignIn() {
    JsonPath first = signedIn();
    JsonPath third = refreshed(refreshed(first, 200), 200);

    refreshed(first, 401);

    assertThat(with(third.getString("token")).statusCode()).isEqualTo(401);
    refreshed(third, 401);
  }

  @Test
  void twoInstancesThatRefreshAtOnceGetTheSameRefreshToken() throws Exception {
    JsonPath first = signedIn();
    Callable<String> refresh = () -> refreshed(first, 200).getString("refresh_token");
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = executor.invokeAll(Collections.nCopies(8, refresh)).stream();

      assertThat(answers.map(Future::resultNow).distinct()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"refreshed_at = now() - interval '31 minutes'", "ends_at = now()"})
  void aSignInThatIsIdleOrTooLongIsOver(String how) {
    JsonPath answer = signedIn();
    rows.change("UPDATE sign_in_session SET " + how + " WHERE id = ?", session(answer));

    refreshed(answer, 401);

    assertThat(rows.number("SELECT count(*) FROM sign_in_session WHERE id = ?", session(answer)))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "slr_", "slr_00000000-0000-0000-0000-000000000000.x"})
  void whatIsNoRefreshTokenIsRefused(String text) {
    int status =
        Elsewhere.atNewAddress()
            .post("/api/sign-in/refresh", "{\"refresh_token\":\"" + text + "\"}")
            .statusCode();

    assertThat(status).isEqualTo(text.isEmpty() ? 422 : 401);
  }

  @Test
  void signingOutEndsBothTokens() {
    JsonPath answer = signedIn();
    String token = answer.getString("token");

    assertThat(
            given().header("Authorization", "Bearer " + token).delete("/api/sign-in").statusCode())
        .isEqualTo(204);

    assertThat(with(token).statusCode()).isEqualTo(401);
    refreshed(answer, 401);
  }

  @Test
  void anExpiredTokenIsRefused() {
    assertThat(with(rows.signedIn("viewer", "-1 second")).statusCode()).isEqualTo(401);
  }

  @Test
  void aDisabledUserIsUnknown() {
    String token = rows.token("viewer");
    rows.change(
        "UPDATE app_user SET enabled = false WHERE id = (SELECT user_id FROM access_token WHERE"
            + " hash = encode(sha256(convert_to(?, 'UTF8')), 'hex'))",
        token);

    assertThat(with(token).statusCode()).isEqualTo(401);
  }

  private static JsonPath signedIn() {
    HttpResponse<String> answer =
        Elsewhere.atNewAddress().signIn(TestSystem.USERNAME, TestSystem.PASSWORD);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonPath.from(answer.body());
  }

  private static JsonPath refreshed(JsonPath answer, int status) {
    HttpResponse<String> next =
        Elsewhere.atNewAddress()
            .post(
                "/api/sign-in/refresh",
                "{\"refresh_token\":\"" + answer.getString("refresh_token") + "\"}");
    assertThat(next.statusCode()).as(next.body()).isEqualTo(status);
    return JsonPath.from(next.body());
  }

  private static String session(JsonPath answer) {
    return answer.getString("refresh_token").substring(4, 40);
  }

  private static Response with(String token) {
    return given().header("Authorization", "Bearer " + token).get("/api/executions?limit=1");
  }

  private void theLeewayPasses(JsonPath answer) {
    rows.change(
        "UPDATE sign_in_session SET refreshed_at = now() - interval '31 seconds' WHERE id = ?",
        session(answer));
  }

  private static String nobody() {
    return "nobody-" + UUID.randomUUID();
  }
}
