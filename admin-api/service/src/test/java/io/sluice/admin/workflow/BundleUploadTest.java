package io.sluice.admin.workflow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestJars;
import io.sluice.admin.TestJars.File;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class BundleUploadTest {

  @Inject Rows rows;
  private final String name = "up-" + UUID.randomUUID();

  @Test
  void aNewJarIsRegisteredAndTheSameOneAgainChangesNothing() {
    byte[] jar = TestJars.jar(TestJars.workflow(name));

    Response first = upload(jar);
    Response again = upload(jar);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.<String>path("workflows[0].name")).isEqualTo(name);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(Api.get("/api/workflows/" + name).<String>path("bundle_sha256"))
        .isEqualTo(first.<String>path("sha256"));
    assertThat(audited("bundle/" + first.path("sha256"), "allowed")).isEqualTo(2);
    assertThat(Api.submit("{\"workflow\":\"" + name + "\"}")).isNotEmpty();
  }

  @Test
  void aHostileJarIsRefusedInWordsAndNothingChanges() {
    byte[] jar =
        TestJars.jar(
            TestJars.workflow(name),
            File.of("../\u202Eevil\n", "x".getBytes(StandardCharsets.UTF_8)));

    Response refused = upload(jar);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.<String>path("type")).endsWith("bad-bundle");
    assertThat(refused.<String>path("detail"))
        .isEqualTo(
            "The jar is refused: the entry ../?evil? points out of the jar. Nothing has changed.");
    assertThat(Api.get("/api/workflows/" + name).statusCode()).isEqualTo(404);
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE action = 'bundle.upload' AND result LIKE ?",
                "refused: the entry ../?evil?%"))
        .isEqualTo(1);
  }

  @Test
  void noCodeOfAJarRunsWhenItIsUploaded() {
    String property = "sluice.test." + name;

    Response taken = upload(TestJars.jar(TestJars.withInitializer(name, property)));

    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(System.getProperty(property)).isNull();
  }

  @Test
  void aFormWithoutAFileAndAnotherBodyAreRefused() {
    var form =
        given()
            .header("Authorization", "Bearer " + rows.token("deployer"))
            .multiPart("another", "x");
    assertThat(form.post("/api/bundles").<String>path("errors[0].field")).isEqualTo("jar");

    var json =
        given()
            .header("Authorization", "Bearer " + rows.token("deployer"))
            .contentType("application/json")
            .body("{}");
    assertThat(json.post("/api/bundles").statusCode()).isEqualTo(415);
  }

  @Test
  void onePersonUploadsOnceAMinute() {
    String token = rows.token("deployer");
    byte[] jar = TestJars.jar(TestJars.workflow(name));

    assertThat(upload(token, jar).statusCode()).isEqualTo(201);
    Response second = upload(token, jar);

    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(second.header("Retry-After"))).isBetween(1, 60);
  }

  @ParameterizedTest
  @CsvSource({"0, 201", "1, 422"})
  void aJarHas64Mebibytes(int more, int status, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path jar = folder.resolve("a.jar");
    TestJars.ofSize(jar, name, BundleReader.MAX_BYTES + more);
    assertThat(jar).hasSize(BundleReader.MAX_BYTES + more);

    assertThat(streamed(jar)).isEqualTo(status);
  }

  @Test
  void ofManyAtOnceSomeAreAskedToComeBackAndNoneFails() throws InterruptedException {
    byte[] jar = TestJars.jar(TestJars.workflow(name));
    List<String> tokens = Stream.generate(() -> rows.token("deployer")).limit(20).toList();
    var statuses = new ConcurrentLinkedQueue<Integer>();

    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String token : tokens) {
        var _ = all.submit(() -> statuses.add(upload(token, jar).statusCode()));
      }
      all.shutdown();
      assertThat(all.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    assertThat(statuses).hasSize(20).containsOnlyOnce(201);
    assertThat(statuses).allMatch(status -> List.of(200, 201, 429).contains(status));
    assertThat(Api.get("/api/workflows/" + name).<Integer>path("version")).isEqualTo(1);
  }

  @Test
  void anEarlierVersionComesBackAsANewOne() {
    byte[] first = TestJars.jar(TestJars.workflow(name));
    byte[] second = TestJars.jar(TestJars.workflow(name), File.of("more.txt", new byte[] {1}));
    String sha256 = upload(first).path("sha256");
    assertThat(upload(second).<Integer>path("workflows[0].version")).isEqualTo(2);

    Response back = rollBack("{\"version\":1,\"reason\":\"it hangs\"}");

    assertThat(back.statusCode()).isEqualTo(200);
    assertThat(back.<Integer>path("version")).isEqualTo(3);
    assertThat(Api.get("/api/workflows/" + name).<String>path("bundle_sha256")).isEqualTo(sha256);
    Response versions = Api.get(path(""));
    assertThat(versions.<List<Integer>>path("items.version")).containsExactly(3, 2, 1);
    assertThat(versions.<List<Boolean>>path("items.current")).containsExactly(true, false, false);
    assertThat(versions.<Integer>path("items[0].rolled_back_to")).isEqualTo(1);
    assertThat(versions.<String>path("items[0].bundle_sha256")).isEqualTo(sha256);
    assertThat(Api.get(path("?limit=1")).<String>path("next_cursor")).isEqualTo("3");
    assertThat(Api.get(path("?limit=1&cursor=3")).<List<Integer>>path("items.version"))
        .containsExactly(2);
    String id = Api.get("/api/workflows/" + name).path("workflow_id");
    assertThat(
            rows.text(
                "SELECT concat_ws('|', before, after, reason, result) FROM audit WHERE object = ?"
                    + " AND action = 'workflow.rollback'",
                "workflow/" + id))
        .isEqualTo("version 2|version 3, as version 1|it hangs|allowed");
    assertThat(rollBack("{\"version\":1}").statusCode()).as("it is that now").isEqualTo(422);
    assertThat(rollBack("{\"version\":9}").statusCode()).isEqualTo(422);
    assertThat(rollBack("{}").statusCode()).isEqualTo(422);
    assertThat(Api.post("/api/workflows/no-such/bundles/rollback", "{\"version\":1}").statusCode())
        .isEqualTo(404);
    assertThat(Api.get("/api/workflows/no-such/bundles").statusCode()).isEqualTo(404);
  }

  @Test
  void aWorkflowIsChangedAndTheChangeIsAudited() {
    String id = upload(TestJars.jar(TestJars.workflow(name))).path("workflows[0].workflow_id");

    Response changed =
        edit("{\"timeout_seconds\":7,\"execution_model\":\"isolated\",\"enabled\":false}");

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.jsonPath().<String, Object>getMap(""))
        .containsEntry("timeout_seconds", 7)
        .containsEntry("execution_model", "isolated")
        .containsEntry("enabled", false)
        .containsEntry("max_retries", 0);
    assertThat(
            rows.text(
                "SELECT (before::json->>'timeout_seconds') || (after::json->>'timeout_seconds')"
                    + " FROM audit WHERE action = 'workflow.edit' AND object = ?",
                "workflow/" + id))
        .isEqualTo("07");
    assertThat(Api.post("/api/executions", "{\"workflow\":\"" + name + "\"}").statusCode())
        .isEqualTo(409);
    Response back = edit("{\"timeout_seconds\":0,\"execution_model\":\"default\"}");
    assertThat(back.<Object>path("timeout_seconds")).isNull();
    assertThat(back.<Object>path("execution_model")).isNull();
    assertThat(back.<Boolean>path("enabled")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"timeout_seconds\":604801} | 422",
        "{\"execution_model\":\"fast\"} | 422",
        "{\"max_retries\":-1} | 422",
        "{\"name\":\"other\"} | 400",
        "{\"enabled\":\"no\"} | 400",
        "{\"description\":\"\\u0000\"} | 422",
      })
  void aChangeThatMeansNothingIsRefused(String body, int status) {
    Api.awaitWorkflow("echo");

    assertThat(
            Api.asAdministrator()
                .contentType("application/json")
                .body(body)
                .patch("/api/workflows/echo")
                .statusCode())
        .isEqualTo(status);
  }

  @Test
  void whatItDidInADayIsCounted() {
    String id = upload(TestJars.jar(TestJars.workflow(name))).path("workflows[0].workflow_id");
    assertThat(Api.get("/api/workflows/" + name).<Object>path("stats.p50_ms")).isNull();
    rows.change(
        "INSERT INTO execution_count (workflow_id, hour, organization, status, error_type, bucket,"
            + " slot, count) VALUES (?, now(), 'acme', 'SUCCESS', '', -1, 0, 100)",
        id);
    for (int[] msAndCount : new int[][] {{40, 50}, {150, 45}, {1_000, 5}}) {
      rows.change(
          "INSERT INTO analytics_fact (at, organization, workflow_id, type, agent, kind, detail,"
              + " took_ms) SELECT now(), 'acme', ?, '', '', 'SUCCESS', '', ?"
              + " FROM generate_series(1, ?)",
          id,
          msAndCount[0],
          msAndCount[1]);
    }
    rows.change(
        "INSERT INTO execution_count (workflow_id, hour, organization, status, error_type, bucket,"
            + " slot, count) VALUES (?, now() - interval '26 hours', '', 'FAILED', '', 3, 0, 9)",
        id);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Api.get("/api/workflows/" + name).path("stats.p95_ms"), is(150));
    Response seen = Api.get("/api/workflows/" + name);

    assertThat(seen.<Map<String, Object>>path("stats.last_24h"))
        .containsOnly(Map.entry("SUCCESS", 100));
    assertThat(seen.<Integer>path("stats.p50_ms")).isBetween(32, 46);
    assertThat(seen.<Integer>path("stats.p95_ms")).isBetween(128, 182);
    Response foreign =
        given()
            .header("Authorization", "Bearer " + rows.token("viewer", "another"))
            .get("/api/workflows/" + name);
    assertThat(foreign.<Map<String, Object>>path("stats.last_24h")).isEmpty();
  }

  /** Uploads a jar as a stream; the other client makes several copies in memory. */
  private int streamed(Path jar) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/api/bundles"))
            .header("Authorization", "Bearer " + rows.token("deployer"))
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(
                        "--part\r\nContent-Disposition: form-data; name=\"jar\"; filename=\"a.jar\""
                            + "\r\nContent-Type: application/java-archive\r\n\r\n"),
                    BodyPublishers.ofFile(jar),
                    BodyPublishers.ofString("\r\n--part--\r\n")))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  private Response upload(byte[] jar) {
    return upload(rows.token("deployer"), jar);
  }

  private static Response upload(String token, byte[] jar) {
    return given()
        .header("Authorization", "Bearer " + token)
        .multiPart("jar", "a.jar", jar, "application/java-archive")
        .post("/api/bundles");
  }

  private String path(String query) {
    return "/api/workflows/" + name + "/bundles" + query;
  }

  private Response rollBack(String body) {
    return Api.post(path("/rollback"), body);
  }

  private Response edit(String body) {
    return given()
        .header("Authorization", "Bearer " + rows.token("deployer"))
        .contentType("application/json")
        .body(body)
        .patch("/api/workflows/" + name);
  }

  private long audited(String object, String result) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE object = ? AND result = ?", object, result);
  }
}
