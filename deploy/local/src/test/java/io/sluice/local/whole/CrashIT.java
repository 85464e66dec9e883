package io.sluice.local.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kills a process with SIGKILL while it executes: no accepted execution is lost. */
@ExtendWith(OneSystem.class)
class CrashIT {

  @Test
  void whenTheActiveProcessIsKilledEveryExecutionStillEndsOnceAndTheStandbyServesAtOnce(
      WholeSystem system) throws Exception {
    system.freshWorker(Map.of());
    var ids = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      ids.add(system.api().submit("sleep", "{\"seconds\":2}"));
    }
    system.api().await(ids.getFirst(), "RUNNING");
    long victim = system.activePid();

    kill(victim);

    for (String id : ids) {
      JsonNode execution = system.api().awaitEnd(id);
      assertThat(execution.path("status").asText()).as("%s", execution).isEqualTo("SUCCESS");
    }
    assertThat(system.activePid()).isNotEqualTo(victim);
    assertThat(system.workerLog())
        .as("the STANDBY became ACTIVE in the step in which the old one was lost")
        .anyMatch(
            line ->
                line.contains("from=STANDBY to=ACTIVE")
                    && (line.contains("event=LinkLost") || line.contains("event=Exited")));
  }

  private static void kill(long pid) {
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }
}
