package io.sluice.admin.execution.submit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.api.Problem;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts real rows, with a quota of its own. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class WaitingQuotaTest {

  private static final int LIMIT = 3;
  private static final String QUOTA = "sluice.execution.waiting-per-organization";

  @Inject Database database;
  @Inject Rows rows;
  private final String organization = "org-" + UUID.randomUUID();
  private Instant now = Instant.EPOCH;
  private WaitingQuota quota;

  @BeforeEach
  void aQuotaOfThree() {
    quota = new WaitingQuota(() -> LIMIT, () -> now);
  }

  @Test
  void asManyAsTheQuotaMayWaitAndNotOneMore() {
    submit("");
    submit(later());

    assertThat(take()).as("the third").isNull();
    Problem refused = Objects.requireNonNull(take());
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.detail()).contains(organization, "3 waiting executions");
  }

  @Test
  void whenSomeHaveRunOthersMayCome() {
    for (int i = 0; i < LIMIT; i++) {
      submit(later());
    }
    assertThat(take()).isNotNull();

    rows.change(
        "UPDATE execution SET status = 'SUCCESS', finished_at = now() WHERE organization = ?"
            + " AND id = (SELECT min(id::text)::uuid FROM execution WHERE organization = ?)",
        organization,
        organization);

    assertThat(take()).as("it has not looked again").isNotNull();
    now = now.plusSeconds(1);
    assertThat(take()).isNull();
    assertThat(take()).isNotNull();
  }

  @Test
  void anotherOrganizationHasItsOwn() {
    for (int i = 0; i < LIMIT; i++) {
      submit("");
    }

    assertThat(take()).isNotNull();
    Problem other =
        database.transaction(connection -> quota.take(connection, "other-" + organization));
    assertThat(other).isNull();
  }

  @Test
  void whatRunsAgainTakesRoomToo() {
    String token = rows.token("operator", organization);
    String id =
        Api.submit(
            "{\"workflow\":\"echo\",\"organization\":\"%s\"%s}".formatted(organization, later()));
    Api.post("/api/executions/" + id + "/cancel", "{}");
    Api.awaitStatus(id, "CANCELLED");
    fill();
    await().atMost(Duration.ofSeconds(30)).until(() -> another() == 429);

    Response refused =
        given().header("Authorization", "Bearer " + token).post("/api/executions/" + id + "/retry");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.<String>path("type")).endsWith("over-quota");
    assertThat(Api.get("/api/executions/" + id).<String>path("status")).isEqualTo("CANCELLED");
    drop();
  }

  private int another() {
    return Api.post(
            "/api/executions",
            "{\"workflow\":\"echo\",\"organization\":\"%s\"%s}".formatted(organization, later()))
        .statusCode();
  }

  /** Uses up the quota of the service, with rows that nobody publishes. */
  private void fill() {
    int limit = ConfigProvider.getConfig().getValue(QUOTA, Integer.class);
    for (int left = limit; left > 0; left -= 2_000) {
      rows.change(
          """
          INSERT INTO execution (id, workflow_id, status, priority, shard, epoch, max_retries,
            created_at, created_by, queued_at, run_at, organization)
          SELECT gen_random_uuid(), w.id, 'SCHEDULED', 1, 'q0', 1, 0, now(), 'test', now(),
            now() + interval '1 day', ?
          FROM workflow w, generate_series(1, 2000) WHERE w.name = 'echo'
          """,
          organization);
    }
  }

  private void drop() {
    while (rows.change(
            """
            DELETE FROM execution WHERE id IN (SELECT id FROM execution
              WHERE organization = ? AND created_by = 'test' LIMIT 2000)
            """,
            organization)
        > 0) {}
  }

  private static String later() {
    return ",\"run_at\":\"" + Instant.now().plus(Duration.ofDays(1)) + "\"";
  }

  private @Nullable Problem take() {
    return database.transaction(connection -> quota.take(connection, organization));
  }

  private void submit(String rest) {
    Api.submit("{\"workflow\":\"echo\",\"organization\":\"%s\"%s}".formatted(organization, rest));
  }
}
