package io.sluice.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.queue.ControlKeys;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class PlatformTest {

  @Inject RegistrationScripts registrations;
  @Inject RedisDataSource redis;

  @Test
  void aRegisteredWorkerIsShownWithItsProcessesUntilItSaysGoodbye() {
    registrations.heartbeat(heartbeat("w-1"));

    var workers = Api.get("/api/platform/workers").jsonPath();
    assertThat(workers.getList("workers.worker_id", String.class)).contains("w-1");
    assertThat(workers.getInt("workers.find { it.worker_id == 'w-1' }.active_executions"))
        .isEqualTo(1);
    var worker = Api.get("/api/platform/workers/w-1").jsonPath();
    assertThat(worker.getString("type")).isEqualTo("worker_heartbeat");
    assertThat(worker.getString("processes[0].state")).isEqualTo("ACTIVE");
    assertThat(worker.getString("processes[0].executions[0].progress.message")).isEqualTo("half");
    assertThat(worker.getInt("claims.free_slots")).isEqualTo(3);

    registrations.goodbye("w-1");
    assertThat(Api.get("/api/platform/workers/w-1").statusCode()).isEqualTo(404);
    assertThat(Api.get("/api/platform/workers/no%20such").statusCode()).isEqualTo(404);
  }

  @Test
  void theLastSignOfLifeOfAWorkerIsAMetricUntilItSaysGoodbye() {
    registrations.heartbeat(heartbeat("w-leaves"));
    registrations.heartbeat(heartbeat("w-dies"));
    double dead = Instant.now().minus(Duration.ofHours(1)).getEpochSecond();
    double registrationEnds = 1000 * dead + RegistrationScripts.TTL.toMillis();
    redis.sortedSet(String.class).zadd(ControlKeys.WORKERS, registrationEnds, "w-dies");
    await().until(() -> heard("w-leaves").isPresent());

    registrations.goodbye("w-leaves");

    await().until(() -> heard("w-leaves").isEmpty());
    assertThat(heard("w-dies").orElseThrow()).isCloseTo(dead, Offset.offset(5.0));
    assertThat(Api.get("/api/platform/workers").<List<String>>path("workers.worker_id"))
        .doesNotContain("w-dies", "w-leaves");
    registrations.goodbye("w-dies");
  }

  /** Returns the gauge of the worker's last heartbeat, in seconds since 1970. */
  private static Optional<Double> heard(String worker) {
    String name = "sluice_worker_last_heartbeat_timestamp_seconds{worker_id=\"" + worker + "\"} ";
    return management("/q/metrics")
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> Double.valueOf(line.substring(name.length())))
        .findFirst();
  }

  @Test
  void theQueueShowsWhatWaitsAndSince() {
    String id =
        Api.submit("{\"workflow\":\"echo\",\"priority\":\"high\",\"organization\":\"acme\"}");

    var queue = Api.get("/api/platform/queue?limit=200").jsonPath();

    assertThat(queue.getInt("total")).isPositive();
    String item = "items.find { it.execution_id == '" + id + "' }";
    assertThat(queue.getString(item + ".priority")).isEqualTo("high");
    assertThat(queue.getString(item + ".organization_name")).isEqualTo("acme");
    assertThat(Api.get("/api/platform/queue?offset=-1").statusCode()).isEqualTo(422);
  }

  @Test
  void healthAndMetricsAnswerOnTheManagementPortOnly() {
    assertThat(given().get("/q/health").statusCode()).isEqualTo(401);
    assertThat(management("/q/health/ready")).contains("\"UP\"", "PostgreSQL", "delivery");
    assertThat(management("/q/health/live")).contains("\"UP\"");
    assertThat(management("/q/metrics"))
        .contains(
            "sluice_executions_finished_total{error_type=\"ExecutionStuck\"",
            "sluice_queue_depth",
            "sluice_queue_oldest_seconds",
            "sluice_recorder_lag_seconds",
            "sluice_republished_total",
            "sluice_breaker_trips_total",
            "sluice_blacklisted_workflows",
            "sluice_execution_run_seconds",
            "sluice_execution_queue_seconds");
  }

  private static String management(String path) {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return given().port(port).get(path).asString();
  }

  private static WorkerHeartbeat heartbeat(String id) {
    Instant now = Instant.now();
    var running =
        new WorkerHeartbeat.ExecutionView(
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            "echo",
            "RUNNING",
            now,
            1.5,
            null,
            new WorkerHeartbeat.ProgressView(50.0, "half"));
    var process =
        new WorkerHeartbeat.ProcessView(
            1, 1, "ACTIVE", now, "thread", 1, 2, 0.5, 3, 4, null, 0, List.of(running));
    return new WorkerHeartbeat(
        id, "host", "0.1", now, now, "ready", null, "thread", 4, 3, false, List.of(process));
  }
}
