package io.sluice.admin.execution.submit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Bundles;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class IdempotencyTest {

  private static final String BODY = "{\"workflow\":\"once\",\"input\":{\"b\":1.50,\"a\":2}}";

  @Inject Rows rows;
  @Inject Bundles bundles;
  private final String key = UUID.randomUUID().toString();

  @BeforeEach
  void aWorkflow() {
    bundles.register("once");
  }

  @Test
  void aRepeatGetsTheFirstAnswerThoughItsWorkflowWasBlacklistedOrDisabledSince() {
    Response first = once(TestSystem.TOKEN, BODY);
    assertThat(first.statusCode()).isEqualTo(202);
    rows.blacklist("once", "it broke the disk");
    try {
      assertThat(once(TestSystem.TOKEN, BODY).asString()).isEqualTo(first.asString());
    } finally {
      rows.release("once");
    }
    rows.change("UPDATE workflow SET enabled = false WHERE name = 'once'");
    try {
      assertThat(once(TestSystem.TOKEN, BODY).asString()).isEqualTo(first.asString());
    } finally {
      rows.change("UPDATE workflow SET enabled = true WHERE name = 'once'");
    }
  }

  @Test
  void aRepeatIsTheSameBodyInAnotherOrderAndOtherNumbersAreAnotherBody() {
    Response first = once(TestSystem.TOKEN, BODY);

    assertThat(
            once(TestSystem.TOKEN, "{ \"input\":{\"a\":2, \"b\":1.50},\"workflow\":\"once\" }")
                .asString())
        .isEqualTo(first.asString());
    assertThat(once(TestSystem.TOKEN, BODY.replace("1.50", "1.500")).statusCode()).isEqualTo(422);
  }

  @Test
  void aRepeatOfWhatAnEarlierVersionAcceptedIsKnownByItsHash() {
    Response first = once(TestSystem.TOKEN, BODY);
    assertThat(
            rows.change(
                "UPDATE idempotency_key SET canonical_hash = NULL WHERE key = ?", "k" + key))
        .isOne();

    assertThat(once(TestSystem.TOKEN, BODY).asString()).isEqualTo(first.asString());
    assertThat(once(TestSystem.TOKEN, BODY.replace("1.50", "1.51")).statusCode()).isEqualTo(422);
  }

  @Test
  void theKeyOfAnotherOrganizationIsNotLookedUp() {
    String body = "{\"workflow\":\"once\",\"organization\":\"org-of-keys\"}";
    String id = once(TestSystem.TOKEN, body).path("execution_id");

    Response refused = once(rows.token("operator", "another"), body);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.<String>path("errors[0].field")).isEqualTo("organization");
    assertThat(refused.asString()).doesNotContain(id);
  }

  private Response once(String token, String body) {
    return given()
        .header("Authorization", "Bearer " + token)
        .header("Idempotency-Key", "k" + key)
        .contentType("application/json")
        .body(body)
        .post("/api/executions");
  }
}
