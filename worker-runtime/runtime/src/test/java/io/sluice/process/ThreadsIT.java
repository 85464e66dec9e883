package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.protocol.FromProcess;
import io.sluice.protocol.LogLine;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Stats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads and tasks that executions start, too many or too long. */
class ThreadsIT {
  @TempDir private Path folder = Path.of("");
  private MisfitBundle misfits = new MisfitBundle(folder, "");

  @BeforeEach
  void pack() throws IOException {
    misfits = MisfitBundle.in(folder);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aThreadBombIsStoppedWhileItGrowsAndNamedWithItsCount(boolean inherit) throws IOException {
    try (var process = ProcessFixture.start(2, 2_000)) {
      process.execute("neighbour", "Sleep", "{\"seconds\":60}");
      process.awaitStarted("neighbour");
      process.execute("bomb", "ThreadBomb", "{\"inherit\":" + inherit + "}");
      var bomb = process.completed("bomb");

      assertThat(bomb.getOutcome()).isEqualTo(Outcome.FAILED);
      assertThat(bomb.getFailure().getErrorType()).isEqualTo("TooManyThreads");
      assertThat(bomb.getFailure().getMessage()).containsPattern("It had \\d+ threads at once");
      assertThat(process.orchestrator().all(FromProcess::hasStats, FromProcess::getStats))
          .extracting(Stats::getThreads)
          .allMatch(threads -> threads < 3_000);
      process.execute("next", "Echo", "1");
      assertThat(process.completed("next").getOutcome()).isEqualTo(Outcome.SUCCESS);
      process.cancel("neighbour", io.sluice.protocol.CancelReason.USER);
      assertThat(process.completed("neighbour").getOutcome()).isEqualTo(Outcome.CANCELLED);
    }
  }

  @Test
  void virtualThreadsLeftBehindAreNamedAndTaintTheProcess() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("left", "LeftTasks", "{\"virtual\":9,\"tasks\":0,\"scheduled\":0}");
      var completed = process.completed("left");

      assertThat(completed.getThreadsLeftList())
          .hasSize(9)
          .anyMatch(name -> name.endsWith(" left-1"));
      assertThat(completed.getDegraded()).isTrue();
    }
  }

  @Test
  void tasksLeftInTheCommonPoolAreCounted() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("few", "LeftTasks", "{\"virtual\":0,\"tasks\":1,\"scheduled\":2}");
      var few = process.completed("few");
      process.execute("many", "LeftTasks", "{\"virtual\":0,\"tasks\":0,\"scheduled\":6}");
      var many = process.completed("many");

      assertThat(few.getThreadsLeftList()).containsExactly("3 tasks of the common pool");
      assertThat(process.logOf("few"))
          .contains("Still alive after its end: 3 tasks of the common pool.");
      assertThat(few.getDegraded()).isFalse();
      assertThat(many.getThreadsLeftList()).containsExactly("6 tasks of the common pool");
      assertThat(many.getDegraded()).isTrue();
    }
  }

  @Test
  void aHundredThreadsThatWereLeftEndTogether() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("hundred", "HundredThreads"));
      var completed = process.completed("hundred");

      assertThat(Duration.ofMillis(completed.getFinishedAtMs() - completed.getStartedAtMs()))
          .isLessThan(Duration.ofSeconds(4));
      assertThat(Duration.ofNanos(completed.getRunNanos())).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void aClientInAStaticFieldServesTheSecondExecutionToo() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      for (String id : new String[] {"first", "second", "third"}) {
        process.execute(misfits.order(id, "StaticClient").setTimeoutMs(20_000));
        var completed = process.completed(id);
        assertThat(completed.getFailure().getMessage()).isEmpty();
        assertThat(completed.getResultJson()).isEqualTo("204");
      }
    }
  }

  @Test
  void threadsThatAWorkflowDeclaresToKeepGoOnForTheNextExecution() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("first", "KeptThreads"));
      assertThat(process.completed("first").getThreadsLeftList()).isEmpty();
      process.execute(misfits.order("second", "KeptThreads"));
      assertThat(process.completed("second").getResultJson()).isEqualTo("\"made 1\"");
    }
  }

  @Test
  void whatAThreadPrintsAfterItsExecutionIsMarkedAsOfNone() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("late", "LatePrint"));
      process.completed("late");
      org.awaitility.Awaitility.await()
          .timeout(Duration.ofSeconds(30))
          .until(() -> process.child().output().contains("[no execution] printed late"));
      assertThat(process.orchestrator().all(FromProcess::hasLog, FromProcess::getLog))
          .flatExtracting(log -> log.getLinesList().stream().map(LogLine::getMessage).toList())
          .doesNotContain("printed late");
    }
  }
}
