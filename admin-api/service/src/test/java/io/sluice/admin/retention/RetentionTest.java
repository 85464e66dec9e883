package io.sluice.admin.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionPurgeStore;
import io.sluice.admin.identity.Audit;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@Tag("slow")
@SuppressWarnings("NullAway.Init")
class RetentionTest {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final List<String> TABLES =
      List.of("execution_history", "attempt", "execution_log", "stuck_dossier", "crash_report");

  @Inject Rows rows;
  @Inject Database database;
  @Inject InstantSource clock;
  @Inject Audit audit;
  @Inject PartitionStore store;
  @Inject ExecutionPurgeStore executions;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** Retentions of a test. */
  private record Settings(Optional<String> byStatus) implements RetentionConfig {
    @Override
    public Duration executions() {
      return Duration.ofDays(30);
    }

    @Override
    public Duration logs() {
      return Duration.ofDays(7);
    }

    @Override
    public Duration audit() {
      return Duration.ofDays(400);
    }

    @Override
    public Duration analytics() {
      return Duration.ofDays(400);
    }

    @Override
    public int versions() {
      return 2;
    }

    @Override
    public Optional<String> byOrganization() {
      return Optional.empty();
    }
  }

  @BeforeEach
  void aWorkflow() {
    Api.awaitWorkflow("echo");
  }

  @Test
  void partitionsAreMadeAWeekAhead() {
    TABLES.forEach(table -> rows.change("DROP TABLE IF EXISTS " + table + "_" + day("7 days")));

    PartitionKeeper keeper = keeper();
    keeper.start();

    TABLES.forEach(table -> await().atMost(CAP).until(() -> exists(table + "_" + day("7 days"))));
    keeper.stop();
  }

  @Test
  void aPartitionPastItsRetentionIsDroppedAndWhatEndedLatelyStays() {
    partitions("-40 days");
    String old = execution("-40 days", "-39 days");
    String late = execution("-40 days", "-2 days");

    PartitionKeeper keeper = keeper();
    keeper.start();

    TABLES.forEach(
        table -> await().atMost(CAP).until(() -> !exists(table + "_" + day("-40 days"))));
    keeper.stop();
    assertThat(Api.get("/api/executions/" + old).statusCode()).isEqualTo(404);
    assertThat(Api.get("/api/executions/" + late).<String>path("status")).isEqualTo("SUCCESS");
    assertThat(logLines(old) + logLines(late)).isZero();
  }

  @Test
  void linesGoBeforeTheirExecution() {
    partitions("-12 days");
    String id = execution("-12 days", "-12 days");

    PartitionKeeper keeper = keeper();
    keeper.start();

    await().atMost(CAP).until(() -> !exists("execution_log_" + day("-12 days")));
    keeper.stop();
    assertThat(logLines(id)).isZero();
    assertThat(Api.get("/api/executions/" + id).<String>path("status")).isEqualTo("SUCCESS");
  }

  @Test
  void aReaderIsWaitedForOnlyShortly() {
    partitions("-41 days");
    String id = execution("-41 days", "-41 days");
    PartitionKeeper keeper = keeper();

    database.transaction(
        connection -> {
          try (var read = connection.createStatement()) {
            read.executeQuery("SELECT count(*) FROM execution_history").close();
          }
          keeper.start();
          await()
              .atMost(CAP)
              .until(() -> meters.counter("sluice.partitions.postponed").count() > 0);
          assertThat(rows.number("SELECT count(*) FROM execution_history WHERE id = ?", id))
              .isOne();
          return 1;
        });
    keeper.stop();
    PartitionKeeper again = keeper();
    again.start();

    await().atMost(CAP).until(() -> !exists("execution_history_" + day("-41 days")));
    again.stop();
  }

  @Test
  void aStatusWithAShorterRetentionIsDeletedFromPartitionsThatStay() {
    partitions("-10 days");
    String success = execution("-10 days", "-10 days");
    String failed = execution("-10 days", "-10 days");
    rows.change("DELETE FROM execution_history WHERE id = ?", failed);
    execution(failed, "FAILED", "-10 days");
    var sweep =
        new RetentionSweep(
            database,
            executions,
            new Retention(new Settings(Optional.of("SUCCESS=8d"))),
            clock,
            meters);

    sweep.start();

    await()
        .atMost(CAP)
        .until(
            () -> Api.get("/api/executions/" + success).statusCode(), Integer.valueOf(404)::equals);
    sweep.stop();
    assertThat(Api.get("/api/executions/" + failed).statusCode()).isEqualTo(200);
    assertThat(logLines(success)).isZero();
    assertThat(logLines(failed)).isOne();
  }

  @Test
  void aDayOfTheAuditGoesAndTheEndOfItsChainIsAnEntryOfToday() {
    String day = "2002-03-04";
    for (int i = 0; i < 3; i++) {
      rows.change(
          "INSERT INTO audit (at, actor, action, object, result)"
              + " VALUES (?::timestamptz, 'a', 'b', 'c', 'refused')",
          day + "T05:06:07Z");
    }
    String hash = rows.text("SELECT hash FROM audit_chain WHERE day = ?::date", day);
    var purge =
        new AuditPurge(database, audit, new Retention(new Settings(Optional.empty())), clock);

    purge.start();

    await()
        .atMost(CAP)
        .until(() -> rows.number("SELECT count(*) FROM audit WHERE day = ?::date", day) == 0);
    purge.stop();
    assertThat(
            rows.text(
                "SELECT before FROM audit WHERE action = 'audit.purge' AND object = ?",
                "audit/" + day))
        .isEqualTo("entries=3 hash=" + hash);
    assertThat(rows.number("SELECT count(*) FROM audit_chain WHERE day = ?::date", day)).isZero();
    assertThatThrownBy(() -> rows.change("DELETE FROM audit"))
        .hasMessageContaining("the audit is never changed");
  }

  @Test
  void aBundleGoesWhenNoVersionToRollBackToNeedsIt() {
    String workflow = UUID.randomUUID().toString();
    for (int version = 1; version <= 4; version++) {
      rows.change(
          "INSERT INTO bundle VALUES (repeat(?, 64), 1, 'x', now() - interval '90 days')",
          Integer.toString(version));
      rows.change(
          """
          INSERT INTO workflow (id, name, description, version, bundle_sha256, entry_point,
            max_retries, idempotent, updated_at)
          VALUES (?, 'collected', '', ?, repeat(?, 64), 'e', 0, false, now())
          ON CONFLICT (id) DO UPDATE SET version = excluded.version,
            bundle_sha256 = excluded.bundle_sha256
          """,
          workflow,
          version,
          Integer.toString(version));
      rows.change(
          "INSERT INTO workflow_version VALUES (?, ?, repeat(?, 64), now() - ?::interval, 'test')",
          workflow,
          version,
          Integer.toString(version),
          (90 - version) + " days");
    }
    var collector =
        new BundleCollector(database, new Retention(new Settings(Optional.empty())), clock);

    collector.start();

    await().atMost(CAP).until(() -> bundles("1") + bundles("2") == 0);
    collector.stop();
    assertThat(bundles("3") + bundles("4")).isEqualTo(2);
  }

  private long bundles(String digit) {
    return rows.number("SELECT count(*) FROM bundle WHERE sha256 = repeat(?, 64)", digit);
  }

  private PartitionKeeper keeper() {
    return new PartitionKeeper(store, new Retention(new Settings(Optional.empty())), clock, meters);
  }

  private void partitions(String age) {
    TABLES.forEach(
        table ->
            rows.number(
                "SELECT create_day_partition(?, ((now() + ?::interval) AT TIME ZONE 'UTC')::date)::int",
                table,
                age));
  }

  private String execution(String accepted, String ended) {
    String id =
        rows.text(
            "SELECT overlay(execution_id_at(date_trunc('day', now() + ?::interval, 'UTC'))::text"
                + " PLACING right(gen_random_uuid()::text, 12) FROM 25)",
            accepted);
    execution(id, "SUCCESS", ended);
    return id;
  }

  private void execution(String id, String status, String ended) {
    rows.change(
        """
        INSERT INTO execution_history (id, workflow_id, status, priority, shard, epoch, max_retries,
          created_at, created_by, queued_at, finished_at)
        SELECT ?, id, ?, 1, 'q0', 1, 0, now(), 'test', now(), now() + ?::interval
        FROM workflow WHERE name = 'echo'
        """,
        id,
        status,
        ended);
    rows.change(
        "INSERT INTO attempt (execution_id, epoch, claim, status, started_at)"
            + " VALUES (?, 1, 1, ?, now() + ?::interval) ON CONFLICT DO NOTHING",
        id,
        status,
        ended);
    rows.change(
        "INSERT INTO execution_log VALUES (?, 1, 1, 1, now() + '-39 days', 1, 'x')"
            + " ON CONFLICT DO NOTHING",
        id);
  }

  private long logLines(String id) {
    return rows.number("SELECT count(*) FROM execution_log WHERE execution_id = ?", id);
  }

  private boolean exists(String table) {
    return rows.number("SELECT count(*) FROM pg_class WHERE relname = ?", table) > 0;
  }

  private String day(String offset) {
    return rows.text(
        "SELECT to_char((now() + ?::interval) AT TIME ZONE 'UTC', 'YYYYMMDD')", offset);
  }
}
