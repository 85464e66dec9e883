package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Sample;
import io.sluice.protocol.Stats;
import io.sluice.protocol.ToProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behaviour that the samples do not have: workflows made for one rule each. */
class MisfitIT {
  @TempDir private Path folder = Path.of("");
  private MisfitBundle misfits = new MisfitBundle(folder, "");

  @BeforeEach
  void pack() throws IOException {
    misfits = MisfitBundle.in(folder);
  }

  @Test
  void exhaustedDirectMemoryHaltsTheProcess() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("direct", "DirectMemory"));
      assertThat(process.exitCode()).isEqualTo(70);
    }
  }

  @Test
  void aShutdownHookThatHangsIsCutShort() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("hook", "JvmState", "{\"changes\":[\"hook\"],\"seconds\":60}");
      process
          .orchestrator()
          .hears(
              "its line", FromProcess::hasLog, FromProcess::getLog, log -> log.getLinesCount() > 0);
      process.child().terminate();
      assertThat(process.exitCode()).isEqualTo(77);
    }
  }

  @Test
  void aShutdownHookThatWasLeftBehindHoldsNothingUp() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("hook", "HangingHook"));
      assertThat(process.completed("hook").getOutcome()).isEqualTo(Outcome.SUCCESS);
      process.child().terminate();
      assertThat(process.exitCode()).isNotEqualTo(77);
    }
  }

  @Test
  void aCloserStopsWhatAnInterruptDoesNot() throws IOException {
    try (var process = ProcessFixture.start(1, 2_000)) {
      process.execute(misfits.order("closer", "Closer").setTimeoutMs(100));
      var completed = process.completed("closer");
      assertThat(completed.getOutcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(completed.getRung()).isEqualTo("closer");
    }
  }

  @Test
  void threadsLeftBehindAreNamedAndTaintTheProcess() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("strays", "StrayThreads"));
      var completed = process.completed("strays");
      assertThat(completed.getThreadsLeftList()).hasSize(9).contains("stray-1", "stray-9");
      assertThat(completed.getDegraded()).isTrue();
      assertThat(process.logOf("strays"))
          .startsWith("from a thread of mine", "no line end")
          .hasSize(3)
          .last()
          .asString()
          .startsWith("Still alive after its end: stray-1, stray-2");
    }
  }

  @Test
  void aStuckExecutionThatEndsAfterAllIsReportedAsLate() throws IOException {
    try (var process = ProcessFixture.start(1, 500)) {
      process.execute(misfits.order("late", "Late").setTimeoutMs(100));
      process.stuck("late");
      assertThat(process.completed("late").getLate()).isTrue();
      process.execute("next", "Echo", "1");
      assertThat(process.completed("next").getOutcome()).isEqualTo(Outcome.SUCCESS);
    }
  }

  @Test
  void aSampleIsAnsweredWithTheDossierOfAHealthyExecution() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("spin", "Spin", "");
      process.awaitStarted("spin");
      process
          .orchestrator()
          .send(
              ToProcess.newBuilder()
                  .setSample(Sample.newBuilder().addAttempts(ProcessFixture.attempt("spin"))));
      var stats =
          process
              .orchestrator()
              .hears(
                  "the sample",
                  FromProcess::hasStats,
                  FromProcess::getStats,
                  answer -> !answer.getDossierJson().isEmpty());
      assertThat(stats.getDossierJson()).contains("SpinWorkflow.spin").contains("\"sample\"");
      usageIsFilledIn(stats);
    }
  }

  private static void usageIsFilledIn(Stats stats) {
    assertThat(stats.getExecutionsList())
        .singleElement()
        .satisfies(spin -> assertThat(spin.getThreadState()).isEqualTo("RUNNABLE"));
    assertThat(stats.getHeapUsedBytes()).isPositive();
    assertThat(stats.getMetaspaceUsedBytes()).isPositive();
    assertThat(stats.getCodeCacheUsedBytes()).isPositive();
    assertThat(stats.getRssBytes()).isPositive();
    assertThat(stats.getPssBytes()).isPositive();
    assertThat(stats.getOpenFiles()).isPositive();
    assertThat(stats.getCpuNanos()).isPositive();
  }
}
