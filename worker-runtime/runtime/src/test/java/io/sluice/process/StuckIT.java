package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.protocol.Completed;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Stuck;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Executions that ignore the whole cancel ladder, each with the evidence it leaves. */
class StuckIT {
  private static final long GRACE_MS = 1_000;
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void aSpinningExecutionIsStuckAndTheProcessDrainsAfterItsNeighbours() throws Exception {
    try (var process = ProcessFixture.start(2, GRACE_MS)) {
      process.execute(ProcessFixture.order("spin", "Spin", "").setTimeoutMs(100));
      process.execute("neighbour", "Sleep", "{\"seconds\":3}");
      var stuck = process.stuck("spin");
      assertThat(stuck.getReason()).isEqualTo("deadline");
      assertThat(stuck.getVerdict()).startsWith("spinning in SpinWorkflow.spin(SpinWorkflow.java:");
      assertThat(stuck.getTopFrame()).startsWith("io.sluice.samples.SpinWorkflow.spin(");
      assertThat(stuck.getStack()).contains("SpinWorkflow.run(");
      assertThat(Duration.ofNanos(stuck.getRunNanos()))
          .isGreaterThanOrEqualTo(Duration.ofMillis(100 + GRACE_MS));

      process.drain();
      process.execute("too-late", "Echo", "{}");
      assertThat(process.completed("too-late").getOutcome()).isEqualTo(Outcome.NOT_STARTED);
      assertThat(process.completed("neighbour").getOutcome()).isEqualTo(Outcome.SUCCESS);
      assertThat(process.exitCode()).isZero();
      var drained =
          process
              .orchestrator()
              .hears("Drained", FromProcess::hasDrained, FromProcess::getDrained, _ -> true);
      assertThat(drained.getStillStuckList()).containsExactly(ProcessFixture.attempt("spin"));
    }
  }

  @Test
  void everyOtherHostileSampleIsExplained() throws Exception {
    try (var process = ProcessFixture.start(3, GRACE_MS)) {
      for (var sample : new String[] {"IgnoreInterrupt", "Deadlock", "SocketStall"}) {
        process.execute(ProcessFixture.order(sample, sample, "").setTimeoutMs(100));
      }
      assertThat(process.stuck("IgnoreInterrupt").getVerdict())
          .startsWith("sleeping at IgnoreInterruptWorkflow.sleepAgain(")
          .contains("; swallowed ");
      assertThat(process.stuck("IgnoreInterrupt").getTopFrame())
          .contains("IgnoreInterruptWorkflow.sleepAgain(");
      assertThat(process.stuck("Deadlock").getVerdict())
          .startsWith("deadlock between ")
          .contains("deadlock-partner");
      assertThat(process.stuck("SocketStall").getVerdict())
          .matches("waiting in socket read from [^ ]+:\\d+ at SocketStallWorkflow.*");
      dossierIsComplete(process.stuck("SocketStall"));

      process.execute("no-room", "Echo", "{}");
      Completed refused = process.completed("no-room");
      assertThat(refused.getOutcome()).isEqualTo(Outcome.NOT_STARTED);
    }
  }

  private static void dossierIsComplete(Stuck stuck) throws IOException {
    assertThat(stuck.getDossierJson().length()).isLessThanOrEqualTo(64 * 1024);
    var dossier = JSON.readTree(stuck.getDossierJson());
    assertThat(dossier.get("samples")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(dossier.get("rungs").findValuesAsText("rung"))
        .contains("flag", "interrupt", "closers");
    assertThat(dossier.get("fingerprint").asText()).hasSize(16);
  }
}
