package io.sluice.admin.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks access of a caller of one organization to objects of another one. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class OrganizationTest {

  private static final String UNKNOWN = "00000000-0000-7000-8000-000000000000";

  @Inject Rows rows;
  private String ours;
  private String foreign;
  private String token;

  @BeforeEach
  void twoOrganizations() {
    ours = "ours-" + UUID.randomUUID();
    foreign = "foreign-" + UUID.randomUUID();
    token = rows.token("platform-admin", ours);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/executions/%s",
    "GET, /api/executions/%s/logs",
    "GET, /api/executions/%s/dossier",
    "GET, /api/executions/%s/attempts/1/crash-report",
    "POST, /api/executions/%s/cancel",
    "POST, /api/executions/%s/retry",
    "POST, /api/dead-letters/%s/requeue"
  })
  void aForeignExecutionIsLikeAnUnknownOneAndStaysAsItIs(String method, String path) {
    String id = submit(foreign);
    String before = row(id);

    Response refused = as(token).request(method, path.formatted(id));

    Response unknown = as(token).request(method, path.formatted(UNKNOWN));
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.<String>path("type")).isEqualTo(unknown.path("type"));
    assertThat(refused.<String>path("detail").replace(id, UNKNOWN))
        .isEqualTo(unknown.<String>path("detail"));
    assertThat(row(id)).isEqualTo(before);
  }

  @Test
  void listsShowOnesOwnOnly() {
    String mine = submit(ours);
    String other = submit(foreign);
    String nobodys = Api.submit("{\"workflow\":\"echo\"}");
    deadLetter(mine);
    deadLetter(other);

    String list = as(token).get("/api/executions?limit=200").asString();
    String letters = as(token).get("/api/dead-letters?limit=200").asString();

    assertThat(list).contains(mine).doesNotContain(other, nobodys);
    assertThat(letters).contains(mine).doesNotContain(other);
    assertThat(as(token).get("/api/executions?organization=" + foreign).asString())
        .doesNotContain(other);
    assertThat(as(token).get("/api/executions/" + mine).statusCode()).isEqualTo(200);
    assertThat(as(token).get("/api/executions/" + nobodys).statusCode()).isEqualTo(404);
  }

  @Test
  void requeueByFilterLeavesForeignDeadLetters() {
    String other = submit(foreign);
    deadLetter(other);

    Response answer =
        as(token)
            .contentType("application/json")
            .body("{\"organization\":\"%s\"}".formatted(foreign))
            .post("/api/dead-letters/requeue");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<Integer>path("requeued")).isZero();
    rows.change("UPDATE execution_history SET dead_lettered_at = NULL WHERE id = ?", other);
  }

  @Test
  void aCommandForAForeignExecutionIsUnknown() {
    String command = UUID.randomUUID().toString();
    rows.change(
        """
        INSERT INTO command (id, worker_id, kind, status, execution_id, requested_by, requested_at,
          deadline)
        VALUES (?, 'w', 'CANCEL', 'DONE', ?, 'test', now(), now())
        """,
        command,
        submit(foreign));

    assertThat(as(token).get("/api/platform/commands/" + command).statusCode()).isEqualTo(404);
    assertThat(Api.get("/api/platform/commands/" + command).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"organization\":\"another\"", "\"priority\":\"low\""})
  void oneSubmitsForOnesOwnOrganizationOnly(String rest) {
    Api.awaitWorkflow("echo");

    Response refused =
        as(token)
            .contentType("application/json")
            .body("{\"workflow\":\"echo\"," + rest + "}")
            .post("/api/executions");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.<String>path("errors[0].field")).isEqualTo("organization");
    assertThat(refused.<String>path("detail")).contains(ours);
  }

  private void deadLetter(String id) {
    assertThat(Api.post("/api/executions/" + id + "/cancel", "{}").statusCode()).isEqualTo(202);
    rows.change("UPDATE execution_history SET dead_lettered_at = now() WHERE id = ?", id);
  }

  private String submit(String organization) {
    return Api.submit(
        "{\"workflow\":\"echo\",\"organization\":\"%s\",\"run_at\":\"%s\"}"
            .formatted(organization, Instant.now().plus(Duration.ofDays(1))));
  }

  private String row(String id) {
    return rows.text(
        "SELECT status || epoch || (cancel_requested_at IS NULL) FROM execution WHERE id = ?", id);
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token);
  }
}
