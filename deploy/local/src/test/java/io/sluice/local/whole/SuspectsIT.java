package io.sluice.local.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testkit.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ends a JVM that eight executions share: only the culprit fails. */
@Tag("long")
@ExtendWith(OneSystem.class)
class SuspectsIT {

  @Test
  void theOneThatKillsItsProcessConvictsItselfAndItsSevenNeighboursSucceed(WholeSystem system)
      throws Exception {
    system.freshWorker(Map.of("WORKER_THREAD_POOL_SIZE", "8"));
    ApiClient api = system.api();
    var neighbours = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      neighbours.add(api.submit("sleep", "{\"seconds\":3}"));
    }
    for (String id : neighbours) {
      api.await(id, "RUNNING");
    }

    JsonNode culprit = api.awaitEnd(api.submit("exit", "{\"code\":7}"));

    assertThat(culprit.path("status").asText()).as("%s", culprit).isEqualTo("FAILED");
    assertThat(culprit.path("error_type").asText()).isEqualTo("ProcessCrashed");
    assertThat(culprit.path("error_message").asText()).contains("exited by itself");
    assertThat(suspicions(culprit)).containsExactly("convicted", "convicted");
    assertThat(models(culprit)).containsExactly("thread", "isolated");
    for (String id : neighbours) {
      JsonNode neighbour = api.awaitEnd(id);
      assertThat(neighbour.path("status").asText()).as("%s", neighbour).isEqualTo("SUCCESS");
      assertThat(suspicions(neighbour)).containsExactly("acquitted", "");
      assertThat(models(neighbour)).containsExactly("thread", "isolated");
    }
  }

  /** The suspicions of all attempts: no execution ran a third time. */
  private static List<String> suspicions(JsonNode execution) {
    return each(execution, "suspicion");
  }

  private static List<String> models(JsonNode execution) {
    return each(execution, "execution_model");
  }

  private static List<String> each(JsonNode execution, String field) {
    return StreamSupport.stream(execution.path("attempts").spliterator(), false)
        .map(attempt -> attempt.path(field).asText(""))
        .toList();
  }
}
