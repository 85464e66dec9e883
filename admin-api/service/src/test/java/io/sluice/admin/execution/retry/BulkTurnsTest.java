package io.sluice.admin.execution.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Bulk operations while the test has their duty, so that no step is taken meanwhile. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class BulkTurnsTest {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final String PATH = "/api/executions/bulk";

  @Inject Rows rows;
  @Inject BulkStore store;
  @Inject Duties duties;

  @Test
  void peopleTakeTurnsHoweverManyOperationsOneHasOrdered() {
    whileNoneRuns(
        () -> {
          List<String> all = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            all.add(order("cancel", "turns-org"));
          }
          String other = order("cancel", "turns-org");
          rows.change("UPDATE bulk SET ordered_by = 'somebody-else' WHERE id = ?", other);

          assertThat(List.of(next(), next(), next(), next()))
              .extracting(other::equals)
              .containsExactly(false, true, false, true);
          all.add(other);
          all.forEach(id -> Api.post(PATH + "/" + id + "/cancel", ""));
        });
  }

  @Test
  void anOperationCanBeEndedBeforeItIsDone() {
    String execution = Api.submit("{\"workflow\":\"echo\",\"organization\":\"ended-org\"}");
    var bulk = new ArrayList<String>();
    whileNoneRuns(
        () -> {
          bulk.add(order("cancel", "ended-org"));
          var ended = Api.post(PATH + "/" + bulk.getFirst() + "/cancel", "");
          assertThat(ended.statusCode()).isEqualTo(200);
          assertThat(ended.<String>path("cancelled_by")).isEqualTo(TestSystem.USERNAME);
        });

    var again = Api.post(PATH + "/" + bulk.getFirst() + "/cancel", "");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.<String>path("type")).endsWith("bulk-already-ended");
    assertThat(store.takeNext().map(BulkStore.Open::id).map(UUID::toString))
        .isNotEqualTo(Optional.of(bulk.getFirst()));
    assertThat(Api.get("/api/executions/" + execution).<String>path("status")).isEqualTo("PENDING");
    Api.post("/api/executions/" + execution + "/cancel", "{}");
  }

  @Test
  void whatHasEndedAgainAfterTheOrderIsNotRunAgainASecondTime() {
    String id = Api.submit("{\"workflow\":\"echo\",\"organization\":\"again-org\"}");
    Api.post("/api/executions/" + id + "/cancel", "{}");
    Api.awaitStatus(id, "CANCELLED");
    var bulk = new ArrayList<String>();
    whileNoneRuns(
        () -> {
          bulk.add(order("retry", "again-org"));
          // As after a step whose progress was lost: it ran again, and has ended again.
          assertThat(Api.post("/api/executions/" + id + "/retry", "{}").statusCode())
              .isIn(200, 202);
          Api.post("/api/executions/" + id + "/cancel", "{}");
          Api.awaitStatus(id, "CANCELLED");
        });

    assertThat(finished(bulk.getFirst()).getInt("done")).isZero();
    assertThat(Api.get("/api/executions/" + id).<String>path("status")).isEqualTo("CANCELLED");
  }

  @Test
  void anOperationEndsWhenItsPersonMayNoLongerOperate() {
    String execution = Api.submit("{\"workflow\":\"echo\",\"organization\":\"left-org\"}");
    String name = "leaver-" + System.nanoTime();
    Api.post(
            "/api/users",
            "{\"username\":\""
                + name
                + "\",\"password\":\"a-long-test-password\",\"role\":\"viewer\"}")
        .then()
        .statusCode(201);
    var bulk = new ArrayList<String>();
    whileNoneRuns(
        () -> {
          bulk.add(order("cancel", "left-org"));
          rows.change("UPDATE bulk SET ordered_by = '" + name + "' WHERE id = ?", bulk.getFirst());
        });

    assertThat(finished(bulk.getFirst()).getString("failure")).contains("may no longer operate");
    assertThat(Api.get("/api/executions/" + execution).<String>path("status")).isEqualTo("PENDING");
    Api.post("/api/executions/" + execution + "/cancel", "{}");
  }

  private void whileNoneRuns(Runnable work) {
    await().atMost(CAP).until(() -> duties.carryOut(Duty.BULK_OPERATIONS, _ -> work.run()));
  }

  private String next() {
    return store.takeNext().orElseThrow().id().toString();
  }

  private static String order(String action, String organization) {
    return Api.post(
            PATH,
            "{\"action\":\""
                + action
                + "\",\"filter\":{\"organization\":\""
                + organization
                + "\"}}")
        .then()
        .statusCode(202)
        .extract()
        .path("bulk_id");
  }

  private static JsonPath finished(String bulk) {
    await().atMost(CAP).until(() -> Api.get(PATH + "/" + bulk).<String>path("finished_at") != null);
    return Api.get(PATH + "/" + bulk).jsonPath();
  }
}
