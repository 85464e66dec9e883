package io.sluice.local.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testkit.ApiClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules for every execution model, seen from outside. Subclasses name the differences that
 * docs/execution-models.md allows.
 */
@Tag("long")
@ExtendWith(OneSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModelIT {
  /** A process of a model that may run many executions is replaced after so many. */
  static final int RECYCLE_AFTER = 6;

  private @Nullable WholeSystem running;

  /** The label of the model. */
  abstract String model();

  /** Variables that choose it. */
  abstract Map<String, String> settings();

  /** Variables that choose another one. */
  abstract Map<String, String> settingsOfAnother();

  /** The end of an execution that ignores its deadline: status and error type. */
  abstract String stuckAs();

  /** The end of an execution that ignores a cancel: status and error type. */
  abstract String ignoredCancelAs();

  /** Maximum number of executions that one process may have run. */
  abstract int mostInOneProcess();

  @BeforeAll
  void takeAWorkerOfTheModel(WholeSystem system) throws Exception {
    running = system;
    system.freshWorker(withCommon(settings()));
  }

  @Test
  void whatSucceedsSaysInWhichModelAndProcessItRan() throws Exception {
    JsonNode execution = api().awaitEnd(api().submit("echo", "{\"a\":1}"));

    assertThat(execution.path("status").asText()).as("%s", execution).isEqualTo("SUCCESS");
    assertThat(execution.path("execution_model").asText()).isEqualTo(model());
    assertThat(execution.path("pid").asLong()).isPositive();
    assertThat(execution.path("result").path("a").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fail          | {\"message\":\"no\"} | 20 | FAILED java.lang.IllegalStateException",
        "flaky         | {\"fail_times\":1}   | 20 | SUCCESS null",
        "sleep         | {\"seconds\":60}     | 1  | TIMEOUT TimeoutError",
        "oom           | null                 | 60 | FAILED OutOfMemory",
        "exit          | {\"code\":0}         | 20 | FAILED ProcessCrashed",
        "exit          | {\"code\":7}         | 20 | FAILED ProcessCrashed",
        "stack-overflow| null                 | 20 | FAILED java.lang.StackOverflowError",
      })
  void badWorkEndsInItsOwnStatusAndTheWorkerServesOn(
      String workflow, String input, int timeoutSeconds, String expected) throws Exception {
    JsonNode execution = api().awaitEnd(api().submit(workflow, input, timeoutSeconds));

    assertThat(statusOf(execution)).as("%s", execution).isEqualTo(expected);
    assertThat(statusOf(api().awaitEnd(api().submit("echo", "1")))).isEqualTo("SUCCESS null");
  }

  @Test
  void oneThatIgnoresItsDeadlineEndsAsTheModelSaysWithEvidence() throws Exception {
    String id = api().submit("spin", "null", 1);
    JsonNode execution = api().awaitEnd(id);

    assertThat(statusOf(execution)).as("%s", execution).isEqualTo(stuckAs());
    assertThat(execution.toString()).contains("SpinWorkflow.spin");
    assertThat(api().get("/api/executions/" + id + "/dossier").body())
        .contains("spinning in")
        .contains("SpinWorkflow.spin");
    long pid = execution.path("pid").asLong();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void oneThatIgnoresACancelEndsAsTheModelSays() throws Exception {
    String id = api().submit("spin", "null", 600);
    api().await(id, "RUNNING");

    assertThat(api().post("/api/executions/" + id + "/cancel", "{}").status()).isEqualTo(202);

    assertThat(statusOf(api().awaitEnd(id))).isEqualTo(ignoredCancelAs());
  }

  @Test
  void aProcessIsReplacedAfterItsExecutionsAndNothingIsLost() throws Exception {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 3 * RECYCLE_AFTER; i++) {
      ids.add(api().submit("noop", "null"));
    }

    var perProcess = new HashMap<Long, Integer>();
    for (String id : ids) {
      JsonNode execution = api().awaitEnd(id);
      assertThat(statusOf(execution)).as("%s", execution).isEqualTo("SUCCESS null");
      perProcess.merge(execution.path("pid").asLong(), 1, Integer::sum);
    }

    assertThat(perProcess.values()).allMatch(count -> count <= mostInOneProcess());
    assertThat(perProcess).hasSizeGreaterThan(1);
  }

  @Test
  void aChangeOfTheFlagUnderLoadLosesAndRepeatsNothing() throws Exception {
    List<String> before = load(24);
    await().until(() -> before.stream().anyMatch(this::hasEnded));
    system().freshWorker(withCommon(settingsOfAnother()));
    List<String> after = load(4);
    system().freshWorker(withCommon(settings()));

    for (String id : concat(before, after)) {
      JsonNode execution = api().awaitEnd(id);
      assertThat(statusOf(execution)).as("%s", execution).isEqualTo("SUCCESS null");
      assertThat(execution.path("attempt").asInt()).as("%s", execution).isEqualTo(1);
    }
  }

  private List<String> load(int size) throws Exception {
    var ids = new ArrayList<String>();
    for (int i = 0; i < size; i++) {
      ids.add(api().submit("sleep", "{\"seconds\":1}"));
    }
    return ids;
  }

  private boolean hasEnded(String id) {
    try {
      return api().execution(id).path("status").asText().equals("SUCCESS");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> concat(List<String> first, List<String> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static String statusOf(JsonNode execution) {
    return execution.path("status").asText() + " " + execution.path("error_type").asText("null");
  }

  private static Map<String, String> withCommon(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("RECYCLE_AFTER_EXECUTIONS", Integer.toString(RECYCLE_AFTER));
    return all;
  }

  final WholeSystem system() {
    return Objects.requireNonNull(running);
  }

  final ApiClient api() {
    return system().api();
  }
}
