package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.protocol.CancelReason;
import io.sluice.protocol.Execute;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.LogLines;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Ping;
import io.sluice.protocol.Shutdown;
import io.sluice.protocol.Stats;
import io.sluice.protocol.ToProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit code of a process for each cause. */
class ExitIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void theEndOfStandardInputEndsAProcessThatSpins() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("spin", "Spin", "");
      process.awaitStarted("spin");
      process.child().closeStdin();
      await("the orphan to be gone")
          .timeout(Duration.ofSeconds(3))
          .until(() -> !process.child().isAlive());
      assertThat(process.exitCode()).isEqualTo(71);
    }
  }

  @Test
  void aProcessThatLostItsOrchestratorTakesItsChildrenAlong() throws IOException {
    var misfits = MisfitBundle.in(folder);
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("pipe", "PipeRead"));
      await("the child").until(() -> process.child().descendants().size() == 1);
      var child = process.child().descendants().getFirst();
      process.child().closeStdin();
      assertThat(process.exitCode()).isEqualTo(71);
      // Nobody may be there to reap it: a dead process that was not reaped runs no command.
      await("the child to be dead").until(() -> child.info().command().isEmpty());
    }
  }

  @Test
  void aClosedLinkEndsTheProcess() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.orchestrator().closeLink();
      assertThat(process.exitCode()).isEqualTo(71);
    }
  }

  @Test
  void theSilenceOfTheOrchestratorEndsTheProcess() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("spin", "Spin", "");
      process.orchestrator().allowSilence(Duration.ofMillis(1_500));
      process.awaitStarted("spin");
      process
          .orchestrator()
          .send(
              ToProcess.newBuilder()
                  .setPing(Ping.newBuilder().setSeq(999).setSilenceAllowedMs(1_500)));
      process.orchestrator().fallSilent();
      assertThat(process.exitCode()).isEqualTo(71);
    }
  }

  @Test
  void anOversizedMessageEndsTheProcess() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("huge", "Echo", "\"" + "x".repeat(2 * 1024 * 1024) + "\"");
      assertThat(process.exitCode()).isEqualTo(71);
    }
  }

  @Test
  void aFullHeapEndsTheProcessWithTheExitCodeOfTheJvm() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("oom", "Oom", "");
      assertThat(process.exitCode()).isEqualTo(3);
    }
  }

  @Test
  void aWorkflowThatExitsEndsTheProcessWithoutLastWords() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("exit", "Exit", "{\"code\":42}");
      assertThat(process.exitCode()).isEqualTo(42);
      assertThat(process.orchestrator().heard()).noneMatch(FromProcess::hasDrained);
    }
  }

  @Test
  void anIdleProcessDrainsAtOnce() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.drain();
      assertThat(process.exitCode()).isZero();
      assertThat(process.orchestrator().heard()).anyMatch(FromProcess::hasDrained);
    }
  }

  @Test
  void aShutdownCancelsAndExitsInOrder() throws IOException {
    try (var process = ProcessFixture.start(2, 1_000)) {
      process.execute("sleep", "Sleep", "{\"seconds\":60}");
      process.awaitStarted("sleep");
      process
          .orchestrator()
          .send(ToProcess.newBuilder().setShutdown(Shutdown.newBuilder().setLimitMs(20_000)));
      assertThat(process.completed("sleep").getOutcome()).isEqualTo(Outcome.CANCELLED);
      assertThat(process.exitCode()).isZero();
    }
  }

  @Test
  void sigtermEndsTheProcessAlthoughAnExecutionSpins() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("spin", "Spin", "");
      process.awaitStarted("spin");
      process.child().terminate();
      assertThat(process.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void sigtermGivesExecutionsTheirFlagAndReportsWhatTheyReturn() throws IOException {
    var misfits = MisfitBundle.in(folder);
    try (var process = ProcessFixture.start(2, 1_000)) {
      process.execute(misfits.order("obeys", "Finishing"));
      process.execute("sleeps", "Sleep", "{\"seconds\":60}");
      process.awaitStarted("obeys");
      process.awaitStarted("sleeps");
      process.child().terminate();
      assertThat(process.completed("obeys").getOutcome()).isEqualTo(Outcome.SUCCESS);
      assertThat(process.exitCode()).isEqualTo(143);
      assertThat(process.orchestrator().all(FromProcess::hasCompleted, FromProcess::getCompleted))
          .as("nobody who owns it asked the sleeping one to stop: it is lost, and may be repeated")
          .noneMatch(completed -> completed.getAttempt().equals(ProcessFixture.attempt("sleeps")));
      assertThat(process.orchestrator().all(FromProcess::hasStats, FromProcess::getStats))
          .anyMatch(Stats::getLeaving);
    }
  }

  @Test
  void aSignalDuringWhichAnExecutionIgnoresEverythingIsObeyedWithinTheLimit() throws IOException {
    try (var process = ProcessFixture.start(1, 60_000)) {
      process.execute("spin", "Spin", "");
      process.awaitStarted("spin");
      process.child().terminate();
      assertThat(process.exitCode()).isEqualTo(143);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXIT", "HALT"})
  void linesPrintedRightBeforeAnExitArrive(String end) throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("exit", "hostile.LastWords", "{\"lines\":899,\"end\":\"%s\"}".formatted(end));
      assertThat(process.exitCode()).isEqualTo(42);
      assertThat(
              process.orchestrator().all(FromProcess::hasLog, FromProcess::getLog).stream()
                  .mapToInt(LogLines::getLinesCount)
                  .sum())
          .isEqualTo(900);
    }
  }

  @Test
  void messagesOfAnotherGenerationAreDroppedAndCounted() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      Execute.Builder foreign = ProcessFixture.order("foreign", "Echo", "{}");
      process.orchestrator().sendAs(6, ToProcess.newBuilder().setExecute(foreign));
      process
          .orchestrator()
          .hears(
              "Stats",
              FromProcess::hasStats,
              FromProcess::getStats,
              s -> s.getDroppedMessages() == 1);
      assertThat(process.orchestrator().heard()).noneMatch(FromProcess::hasCompleted);
    }
  }

  @Test
  void aCancelOfAnotherAttemptChangesNothing() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("sleep", "Sleep", "{\"seconds\":0.5}");
      process.cancel("another", CancelReason.USER);
      assertThat(process.completed("sleep").getOutcome()).isEqualTo(Outcome.SUCCESS);
    }
  }

  @Test
  void aWrongArgumentIsRefusedInASentence() throws IOException {
    try (var child = ChildProcess.launch(folder.resolve("output"), "--slots=many")) {
      assertThat(child.exitCode()).isEqualTo(72);
      assertThat(child.output()).contains("--socket= is missing");
    }
  }

  @Test
  void aSocketThatNobodyServesIsRefusedInASentence() throws IOException {
    try (var child = launchAlone()) {
      child.say("a-token");
      assertThat(child.exitCode()).isEqualTo(72);
      assertThat(child.output()).contains("The handshake with the orchestrator failed");
    }
  }

  @Test
  void standardInputThatEndsBeforeTheTokenIsRefusedInASentence() throws IOException {
    try (var child = launchAlone()) {
      child.closeStdin();
      assertThat(child.exitCode()).isEqualTo(72);
      assertThat(child.output()).contains("standard input ended before the token");
    }
  }

  private ChildProcess launchAlone() throws IOException {
    return ChildProcess.launch(
        folder.resolve("output"),
        "--socket=" + folder.resolve("nobody.sock"),
        "--generation=1",
        "--slots=1",
        "--cancel-grace-ms=1000",
        "--graceful-shutdown-ms=1500");
  }
}
