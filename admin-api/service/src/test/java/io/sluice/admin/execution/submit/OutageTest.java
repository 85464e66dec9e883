package io.sluice.admin.execution.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestPostgres;
import io.sluice.admin.TestRedis;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs with PostgreSQL and Redis really gone. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class OutageTest {

  private static final Duration CAP = Duration.ofSeconds(60);
  private static final String PATH = "/api/executions";
  private static final String ECHO = "{\"workflow\":\"echo\"}";

  @Inject QueueScripts queue;
  @Inject TestPostgres postgres;
  @Inject TestRedis redis;
  @Inject Rows rows;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-outage");
  }

  @AfterEach
  void everythingIsBack() {
    redis.start();
    postgres.start();
    await().atMost(CAP).until(() -> Api.post(PATH, ECHO).statusCode() == 202);
  }

  @Test
  void whatIsAnswered202WhilePostgresCrashesIsThereAfterwards() {
    Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();
    try (var client = HttpClient.newHttpClient();
        var submitters = Executors.newScheduledThreadPool(4)) {
      try {
        for (int i = 0; i < 4; i++) {
          var _ =
              submitters.scheduleWithFixedDelay(
                  () -> answers.add(submit(client)), 0, 5, TimeUnit.MILLISECONDS);
        }
        await().atMost(CAP).until(() -> with(202, answers).size() > 50);
        postgres.crash();
        await().atMost(CAP).until(() -> !with(503, answers).isEmpty());
        postgres.start();
        int before = with(202, answers).size();
        await().atMost(CAP).until(() -> with(202, answers).size() > before + 20);
      } finally {
        submitters.shutdownNow();
      }
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202, 503);
    for (var accepted : with(202, answers)) {
      String id = JsonPath.from(accepted.body()).getString("execution_id");
      assertThat(rows.number("SELECT count(*) FROM execution_all WHERE id = ?", id)).as(id).isOne();
    }
    for (var refused : with(503, answers)) {
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
      assertThat(refused.body()).contains("urn:sluice:problem:unavailable");
    }
  }

  private static HttpResponse<String> submit(HttpClient client) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + PATH))
              .header("Authorization", "Bearer " + TestSystem.TOKEN)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(ECHO))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<HttpResponse<String>> with(int status, Queue<HttpResponse<String>> answers) {
    return answers.stream().filter(each -> each.statusCode() == status).toList();
  }

  @Test
  void withRedisGoneASubmitIsAcceptedAndRunsWhenItIsBack() {
    redis.kill();

    Response plain = Api.post(PATH, ECHO);
    Response batch = Api.post(PATH + "/batch", "[" + ECHO + "," + ECHO + "]");

    assertThat(plain.statusCode()).isEqualTo(202);
    assertThat(batch.jsonPath().getList("status")).containsExactly("PENDING", "PENDING");
    redis.start();
    for (String id :
        List.of(
            plain.<String>path("execution_id"),
            batch.jsonPath().getString("[0].execution_id"),
            batch.jsonPath().getString("[1].execution_id"))) {
      // More than one attempt is legal: Redis has lost its data in between.
      await().atMost(CAP).until(() -> ran(id));
    }
  }

  @Test
  void withRedisGoneWhatWasNeverInItIsCancelledAtOnceAndTheRestWhenItIsBack() {
    String later =
        Api.submit(
            "{\"workflow\":\"echo\",\"run_at\":\"" + Instant.now().plusSeconds(3600) + "\"}");
    String queued = Api.submit(ECHO);
    redis.kill();

    assertThat(Api.post(PATH + "/" + later + "/cancel", "{}").<String>path("status"))
        .isEqualTo("CANCELLED");
    assertThat(Api.post(PATH + "/" + queued + "/cancel", "{}").<String>path("status"))
        .isEqualTo("PENDING");

    redis.start();
    Api.awaitStatus(queued, "CANCELLED");
  }

  private boolean ran(String id) {
    for (ClaimedExecution claimed : worker.claimUpTo(50)) {
      worker.start(claimed);
      worker.succeed(claimed.attempt(), "1");
    }
    return "SUCCESS".equals(Api.get(PATH + "/" + id).path("status"));
  }
}
