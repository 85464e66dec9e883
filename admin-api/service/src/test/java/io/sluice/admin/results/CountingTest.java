package io.sluice.admin.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.admin.circuitbreaker.BlacklistChanges.BlacklistChange;
import io.sluice.admin.database.Database;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.queue.EventKind;
import io.sluice.queue.Json;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The breaker counts in the recorder's transaction. The executions are due in an hour: so nothing
 * but the events of the test moves them.
 */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class CountingTest {

  private static final int RECORDERS = 8;
  private static final String OFTEN = "test.Import.parse(Import.java:88)";
  private static final String SELDOM = "test.Other.wait(Other.java:1)";

  @Inject RecorderTransaction transaction;
  @Inject Database database;
  @Inject QueueScripts queue;
  @Inject Bundles bundles;
  @Inject Rows rows;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    worker = new TestWorker(queue, "worker-counting");
  }

  @Test
  void ofEightRecordersExactlyOneTripsAtExactlyTheThresholdAndRedeliveryChangesNothing()
      throws Exception {
    List<ReportReader.Read> reports =
        executions("counted-by-eight", RECORDERS).stream().map(id -> stuck(id, 1)).toList();

    List<BlacklistChange> told = whileNoneIsCommitted("counted-by-eight", reports);
    List<BlacklistChange> toldAgain =
        reports.stream().flatMap(read -> write(read).stream()).toList();

    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            BlacklistChange.Added.class,
            closed -> {
              assertThat(closed.workflow()).isEqualTo("counted-by-eight");
              assertThat(closed.automatic()).isTrue();
              assertThat(closed.reason()).isEqualTo("5 x stuck in 60 min, most often Import.parse");
            });
    assertThat(toldAgain).isEmpty();
    assertThat(entries("counted-by-eight")).isOne();
    assertThat(
            rows.number(
                "SELECT b.stuck_count FROM blacklist b JOIN workflow w ON w.id = b.workflow_id"
                    + " WHERE w.name = 'counted-by-eight'"))
        .isEqualTo(5);
    assertThat(
            rows.number(
                "SELECT count(*) FROM notification WHERE title LIKE '%counted-by-eight was%'"))
        .isOne();
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit a JOIN workflow w ON a.object = 'workflow/' || w.id"
                    + " WHERE w.name = 'counted-by-eight' AND a.actor = 'circuit-breaker'"))
        .isOne();
  }

  @Test
  void itNeverTripsBeforeTheThreshold() {
    List<String> ids = executions("counted-to-four", 5);
    for (String id : ids.subList(0, 4)) {
      assertThat(write(stuck(id, 1))).isEmpty();
      assertThat(write(stuck(id, 1))).as("redelivered").isEmpty();
    }
    assertThat(entries("counted-to-four")).isZero();

    assertThat(write(stuck(ids.get(4), 1))).hasSize(1);
  }

  @Test
  void theMostFrequentTroubleIsTheReason() {
    List<String> ids = executions("counted-troubles", 5);
    for (int i = 0; i < 4; i++) {
      write(stuck(ids.get(i), 1, Instant.now(), i < 2 ? SELDOM : OFTEN));
    }

    assertThat(write(stuck(ids.get(4), 1, Instant.now(), OFTEN)))
        .singleElement()
        .isInstanceOfSatisfying(
            BlacklistChange.Added.class,
            closed -> assertThat(closed.reason()).endsWith("most often Import.parse"));
  }

  @Test
  void sixAttemptsOfOneExecutionCountOnce() {
    bundles.register("counted-attempts");
    rows.change(
        "UPDATE workflow SET idempotent = true, max_retries = 9, retries_declared = true"
            + " WHERE name = 'counted-attempts'");
    String id = executions("counted-attempts", 1).getFirst();

    Instant first = Instant.now().minus(Duration.ofMinutes(10));
    for (int epoch = 1; epoch <= 6; epoch++) {
      assertThat(write(stuck(id, epoch, first.plusSeconds(epoch), OFTEN))).isEmpty();
    }

    assertThat(rows.number("SELECT count(*) FROM stuck_event WHERE execution_id = ?", id)).isOne();
    assertThat(rows.number("SELECT epoch FROM stuck_event WHERE execution_id = ?", id))
        .as("the latest of them")
        .isEqualTo(6);
    assertThat(entries("counted-attempts")).isZero();
  }

  @Test
  void crashesAndFailuresNeverCount() {
    List<String> ids = executions("counted-never", 6);
    OutcomeEvent crashed = worker.outcome("FAILED", "ProcessCrashed", "It exited.", null, "{}");
    OutcomeEvent failed = worker.outcome("FAILED", "ExecutionStuck", "as it says", null, null);
    for (int i = 0; i < 3; i++) {
      assertThat(write(report(EventKind.CONVICTED, ids.get(i), 1, Instant.now(), crashed)))
          .isEmpty();
      assertThat(write(report(EventKind.RESULT, ids.get(3 + i), 1, Instant.now(), failed)))
          .isEmpty();
    }

    assertThat(
            rows.number(
                "SELECT count(*) FROM stuck_event s JOIN workflow w ON w.id = s.workflow_id"
                    + " WHERE w.name = 'counted-never'"))
        .isZero();
  }

  @Test
  void whatWasReportedBeforeTheWindowDoesNotCountHoweverLateItIsRecorded() {
    List<String> ids = executions("counted-late", 6);
    Instant before = Instant.now().minus(Duration.ofMinutes(61));
    for (String id : ids.subList(0, 5)) {
      assertThat(write(stuck(id, 1, before, OFTEN))).isEmpty();
    }

    assertThat(write(stuck(ids.get(5), 1))).isEmpty();
    assertThat(entries("counted-late")).isZero();
  }

  @Test
  void aThresholdThatWasChangedHoldsForTheNextReport() {
    List<String> ids = executions("counted-to-two", 2);
    threshold(2);
    try {
      assertThat(write(stuck(ids.get(0), 1))).isEmpty();
      assertThat(write(stuck(ids.get(1), 1))).hasSize(1);
    } finally {
      threshold(5);
    }
  }

  @Test
  void aRemovalStartsTheCountAfresh() {
    List<String> ids = executions("counted-afresh", 5);
    ids.subList(0, 5).forEach(id -> write(stuck(id, 1)));
    assertThat(entries("counted-afresh")).isOne();
    String workflow = Api.get("/api/workflows/counted-afresh").path("workflow_id");
    Api.asAdministrator().delete("/api/platform/blacklist/" + workflow).then().statusCode(204);

    List<String> fresh = executions("counted-afresh", 5);
    for (String id : fresh.subList(0, 4)) {
      assertThat(write(stuck(id, 1))).isEmpty();
    }
    assertThat(write(stuck(fresh.get(4), 1))).hasSize(1);
  }

  /**
   * Several recorders, each in its transaction, have written their reports before any of them
   * counts.
   */
  private List<BlacklistChange> whileNoneIsCommitted(
      String workflow, List<ReportReader.Read> reports) throws Exception {
    var told = new ArrayList<BlacklistChange>();
    try (var threads = Executors.newFixedThreadPool(reports.size())) {
      List<Future<List<BlacklistChange>>> written =
          database.transaction(
              connection -> {
                try (var lock =
                    connection.prepareStatement(
                        "SELECT id FROM workflow WHERE name = ? FOR UPDATE")) {
                  lock.setString(1, workflow);
                  lock.execute();
                }
                var started = new ArrayList<Future<List<BlacklistChange>>>();
                reports.forEach(read -> started.add(threads.submit(() -> write(read))));
                await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> counting() >= 2);
                return started;
              });
      for (Future<List<BlacklistChange>> each : written) {
        told.addAll(each.get());
      }
    }
    return told;
  }

  private long counting() {
    return rows.number(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            + " AND query LIKE '%counting_since FROM workflow%'");
  }

  private List<BlacklistChange> write(ReportReader.Read read) {
    return transaction.write(List.of(read)).breakerInput().result().changes();
  }

  private List<String> executions(String workflow, int count) {
    if (Api.get("/api/workflows/" + workflow).statusCode() == 404) {
      bundles.register(workflow);
    }
    String body =
        "{\"workflow\":\"%s\",\"run_at\":\"%s\"}"
            .formatted(workflow, Instant.now().plus(Duration.ofHours(1)));
    return IntStream.range(0, count).mapToObj(_ -> Api.submit(body)).toList();
  }

  private ReportReader.Read stuck(String id, long epoch) {
    return stuck(id, epoch, Instant.now(), OFTEN);
  }

  private ReportReader.Read stuck(String id, long epoch, Instant at, String frame) {
    return report(
        EventKind.STUCK,
        id,
        epoch,
        at,
        worker.outcome("FAILED", "ExecutionStuck", "spinning", null, dossier(frame)));
  }

  private static String dossier(String frame) {
    return "{\"verdict_kind\":\"spinning\",\"verdict\":\"spinning\",\"top_frame\":\""
        + frame
        + "\"}";
  }

  private static ReportReader.Read report(
      EventKind kind, String id, long epoch, Instant at, OutcomeEvent outcome) {
    return ReportReader.read(
        new StreamEntry(
            at.toEpochMilli() + "-0",
            Map.of(
                "k",
                kind.wire(),
                "id",
                id,
                "ep",
                Long.toString(epoch),
                "cl",
                "1",
                "o",
                "worker-counting",
                "r",
                Json.write(outcome))));
  }

  private long entries(String workflow) {
    return rows.number(
        "SELECT count(*) FROM blacklist b JOIN workflow w ON w.id = b.workflow_id"
            + " WHERE w.name = ? AND b.removed_at IS NULL",
        workflow);
  }

  private static void threshold(int value) {
    Api.asAdministrator()
        .contentType("application/json")
        .body("{\"value\":" + value + "}")
        .put("/api/platform/config/stuck_circuit_breaker_threshold")
        .then()
        .statusCode(200);
  }
}
