package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.KillReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a process started dies with it, however the process ends. */
class DescendantsTest {
  /**
   * A child in the group, one that called setsid, and a grandchild in a session of its own whose
   * parent has ended.
   */
  private static final String STARTS_THREE =
      "sleep 300 & setsid sleep 300 & sh -c 'setsid sh -c \"sleep 300; :\" & exit 0';";

  private static final int MAIN = 1;
  private static final int STARTED = 4; // the last one is a shell and its sleep

  @Test
  void aKillReachesAllOfThem() throws Exception {
    try (var launches = TestLaunches.with(Map.of())) {
      var process = launches.launch(STARTS_THREE);
      launches.awaitAlive(MAIN + STARTED);
      process.kill(KillReason.ordered("to see what is left"));
      assertThat(launches.exit(process).killed())
          .isEqualTo(KillReason.ordered("to see what is left"));
      assertThat(launches.alive()).isEmpty();
    }
  }

  @Test
  void anUnorderedExitDoesToo() throws Exception {
    try (var launches = TestLaunches.with(Map.of())) {
      var process = launches.launch(STARTS_THREE + " sleep 1; exit");
      assertThat(launches.exit(process).code()).isZero();
      assertThat(launches.alive()).isEmpty();
    }
  }

  @Test
  void aCrashDoesToo() throws Exception {
    try (var launches = TestLaunches.with(Map.of())) {
      var process = launches.launch(STARTS_THREE + " kill -SEGV $PPID");
      assertThat(launches.exit(process).cause()).isEqualTo(ExitCause.KILLED);
      assertThat(launches.alive()).isEmpty();
    }
  }

  @Test
  void aNeighbourKeepsItsOwn() throws Exception {
    try (var launches = TestLaunches.with(Map.of())) {
      var other = launches.launch("exit");
      var neighbour = launches.launch(STARTS_THREE);
      launches.awaitAlive(MAIN + STARTED);
      other.kill(KillReason.ordered("it is in the way"));
      assertThat(launches.exit(other).code()).isNotNegative();
      assertThat(launches.alive()).hasSize(MAIN + STARTED);
      neighbour.kill(KillReason.ordered("the test is over"));
    }
  }
}
