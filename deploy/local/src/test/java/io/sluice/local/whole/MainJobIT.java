package io.sluice.local.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testkit.ApiClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks the main job in the thread model: good executions succeed, bad ones end with their own
 * status, and their neighbours are unaffected. {@link ModelIT} has the rules for all models.
 */
@Tag("long")
@ExtendWith(OneSystem.class)
class MainJobIT {
  private static @Nullable WholeSystem running;

  @BeforeAll
  static void takeAWorker(WholeSystem system) throws Exception {
    running = system;
    system.freshWorker(Map.of());
  }

  private static WholeSystem system() {
    return Objects.requireNonNull(running);
  }

  private static ApiClient api() {
    return system().api();
  }

  @Test
  void anAccessLogIsDigestedAndTheResultIsInPostgres() throws Exception {
    Path log = Path.of("demo-data/access.log").toAbsolutePath();
    List<String> lines = Files.readAllLines(log);

    String id = api().submit("log-digest", "{\"path\":\"" + log + "\"}");
    JsonNode execution = api().awaitEnd(id);

    assertThat(execution.path("status").asText()).as("%s", execution).isEqualTo("SUCCESS");
    assertThat(execution.path("result").path("lines").asInt()).isEqualTo(lines.size());
    assertThat(execution.path("execution_model").asText()).isEqualTo("thread");
    assertThat(execution.path("pid").asLong()).isPositive();
    try (var database = system().database();
        var query =
            database.prepareStatement(
                "select status, result from execution_all where id = ?::uuid")) {
      query.setString(1, id);
      try (var row = query.executeQuery()) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("SUCCESS");
        assertThat(new ObjectMapper().readTree(row.getString(2)))
            .isEqualTo(execution.path("result"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ignore-interrupt | null                 | 1  | FAILED  | ExecutionStuck",
        "deadlock      | null                    | 1  | FAILED  | ExecutionStuck",
        "socket-stall  | null                    | 1  | FAILED  | ExecutionStuck",
        "big-result    | {\"bytes\":300000}      | 20 | FAILED  | ResultTooLarge",
        "output-flood  | {\"bytes\":20000000}    | 60 | SUCCESS |",
      })
  void aHostileWorkflowEndsInItsOwnStatusAndTheWorkerServesOn(
      String workflow, String input, int timeoutSeconds, String status, @Nullable String errorType)
      throws Exception {
    JsonNode execution = api().awaitEnd(api().submit(workflow, input, timeoutSeconds));

    assertThat(execution.path("status").asText()).as("%s", execution).isEqualTo(status);
    assertThat(execution.path("error_type").asText(null)).isEqualTo(errorType);
    JsonNode next = api().awaitEnd(api().submit("echo", "{\"still\":\"here\"}"));
    assertThat(next.path("status").asText()).as("%s", next).isEqualTo("SUCCESS");
    assertThat(next.path("result").path("still").asText()).isEqualTo("here");
  }

  @Test
  void aStuckExecutionCostsItsNeighboursNothing() throws Exception {
    long oldProcess = system().activePid();
    var neighbours = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      neighbours.add(api().submit("sleep", "{\"seconds\":12}"));
    }
    JsonNode stuck = api().awaitEnd(api().submit("spin", "null", 2));
    JsonNode meanwhile = api().awaitEnd(api().submit("echo", "1"));
    JsonNode lastNeighbour = stuck;
    for (String id : neighbours) {
      lastNeighbour = api().awaitEnd(id);
      assertThat(lastNeighbour.path("status").asText()).isEqualTo("SUCCESS");
      assertThat(lastNeighbour.path("pid").asLong()).isEqualTo(oldProcess);
    }

    assertThat(stuck.path("error_type").asText()).isEqualTo("ExecutionStuck");
    assertThat(stuck.toString()).contains("SpinWorkflow.spin");
    assertThat(Duration.ofMillis(stuck.path("duration_ms").asLong()))
        .isBetween(
            WholeSystem.GRACE.plusSeconds(2), WholeSystem.GRACE.plusSeconds(2).plusMillis(500));
    assertThat(meanwhile.path("pid").asLong()).isNotEqualTo(oldProcess).isPositive();
    assertThat(meanwhile.path("status").asText()).isEqualTo("SUCCESS");
    theOldProcessIsGoneWithin(Duration.ofSeconds(1), oldProcess, lastNeighbour);
    everyLineOfTheStateLogShowsOneActiveProcess();
  }

  private static void theOldProcessIsGoneWithin(Duration limit, long pid, JsonNode last)
      throws Exception {
    Instant finished = Instant.parse(last.path("finished_at").asText());
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(Duration.between(finished, Instant.now())).isLessThan(limit.plusMillis(500));
  }

  /**
   * Checks every step from the first ACTIVE process on: only a crash of the ACTIVE process may
   * leave none.
   */
  private static void everyLineOfTheStateLogShowsOneActiveProcess() throws Exception {
    List<String> changes =
        system().workerLog().stream()
            .filter(line -> line.contains("event="))
            .dropWhile(line -> line.contains("active=none"))
            .toList();
    assertThat(changes).isNotEmpty();
    assertThat(changes)
        .filteredOn(line -> !line.contains("event=Exited") && !line.contains("event=LinkLost"))
        .noneMatch(line -> line.contains("active=none"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"workflow\":\"no-such\",\"input\":{}}                   | 404",
        "{\"workflow\":\"echo\",\"input\":                         | 400",
        "{\"workflow\":\"echo\",\"input\":{},\"timout_seconds\":1} | 400",
        "{\"workflow\":\"echo\",\"input\":{},\"timeout_seconds\":-1} | 422",
        "{\"workflow\":17,\"input\":{}}                            | 400",
        "[]                                                        | 400",
        "''                                                        | 400",
      })
  void badInputGetsAProblemThatSaysWhatToDo(String body, int status) throws Exception {
    ApiClient.Answer answer = api().post("/api/executions", body);

    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.json().path("type").asText()).isNotEmpty();
    assertThat(answer.json().path("title").asText()).isNotEmpty();
    assertThat(answer.json().path("detail").asText()).isNotEmpty();
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("io.sluice");
  }

  @Test
  void anInputOfTheWrongTypeIsRefusedWithItsField() throws Exception {
    ApiClient.Answer answer =
        api().post("/api/executions", "{\"workflow\":\"sleep\",\"input\":{\"seconds\":\"soon\"}}");

    assertThat(answer.status()).as("%s", answer).isEqualTo(422);
    assertThat(answer.json().path("errors").path(0).path("field").asText())
        .isEqualTo("input.seconds");
  }

  @Test
  void anInputThatTheWorkflowItselfRefusesFailsInWords() throws Exception {
    JsonNode execution = api().awaitEnd(api().submit("csv-import", "{\"path\":\"\"}"));

    assertThat(execution.path("status").asText()).isEqualTo("FAILED");
    assertThat(execution.path("error_type").asText()).isEqualTo("InvalidInput");
    assertThat(execution.path("error_message").asText()).contains("path");
  }

  @Test
  void aBodyOfTenMegabytesIsRefused() throws Exception {
    ApiClient.Answer answer =
        api()
            .post(
                "/api/executions",
                "{\"workflow\":\"echo\",\"input\":\"" + "x".repeat(10_000_000) + "\"}");

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void aRunningExecutionIsCancelled() throws Exception {
    String id = api().submit("sleep", "{\"seconds\":60}");
    api().await(id, "RUNNING");

    assertThat(api().post("/api/executions/" + id + "/cancel", "{}").status()).isEqualTo(202);

    assertThat(api().awaitEnd(id).path("status").asText()).isEqualTo("CANCELLED");
    assertThat(api().post("/api/executions/" + id + "/cancel", "{}").status()).isEqualTo(409);
  }

  @Test
  void whatAWorkflowPrintsIsInTheLogOfItsExecution() throws Exception {
    String id = api().submit("output-flood", "{\"bytes\":2000}");
    api().awaitEnd(id);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api().get("/api/executions/" + id + "/logs").json().path("items").size() > 0);
  }
}
