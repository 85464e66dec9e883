package io.sluice.local.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.child.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIGKILL on whatever runs: nothing accepted is lost, and nothing is left behind. */
class CrashIT {

  @Test
  void whenTheActiveProcessIsKilledEveryExecutionStillEndsOnceAndTheStandbyServesAtOnce()
      throws Exception {
    try (var system = WholeSystem.start()) {
      var ids = new ArrayList<String>();
      for (int i = 0; i < 10; i++) {
        ids.add(system.api().submit("sleep", "{\"seconds\":2}"));
      }
      system.api().running(ids.getFirst());
      long victim = system.activePid();

      kill(victim);

      for (String id : ids) {
        JsonNode execution = system.api().ended(id);
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
  }

  @Test
  void whenTheOrchestratorIsKilledItsProcessesAreGoneWithinThreeSecondsEvenWithAStuckOne()
      throws Exception {
    try (var system = WholeSystem.start()) {
      String spin = system.api().submit("spin", "null", 600);
      system.api().running(spin);
      Child worker = system.worker();
      List<ProcessHandle> processes =
          ProcessHandle.of(worker.pid()).orElseThrow().children().toList();
      assertThat(processes).hasSizeGreaterThanOrEqualTo(2);

      kill(worker.pid());

      await()
          .atMost(Duration.ofSeconds(3))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
      system.local().forget(worker);
    }
  }

  private static void kill(long pid) {
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }
}
