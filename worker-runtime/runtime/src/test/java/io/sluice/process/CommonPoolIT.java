package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.protocol.FromProcess;
import io.sluice.protocol.LogLine;
import io.sluice.protocol.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that the JVM shares, and what executions do on them. */
class CommonPoolIT {
  private static final int LINES = 3 + 20;

  @TempDir private Path folder = Path.of("");

  @Test
  void tasksOfTheCommonPoolFindTheirBundleAndPrintIntoTheirLog() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("a", "CommonPool", "{\"word\":\"apple\"}");

      assertThat(process.completed("a").getResultJson())
          .contains("\"future\":true", "\"task\":true", "\"stream\":true");
      assertThat(linesOf(process, "a")).hasSize(LINES).allMatch(line -> line.startsWith("apple"));
    }
  }

  @Test
  void whatAnExecutionPrintsInTheCommonPoolIsInNoLogOfItsNeighbour() throws IOException {
    try (var process = ProcessFixture.start(2, 1_000)) {
      for (int round = 0; round < 5; round++) {
        process.execute("a" + round, "CommonPool", "{\"word\":\"apple\"}");
        process.execute("b" + round, "CommonPool", "{\"word\":\"banana\"}");
        process.completed("a" + round);
        process.completed("b" + round);

        assertThat(linesOf(process, "a" + round))
            .contains("apple from supplyAsync", "apple from thenApplyAsync", "apple from submit")
            .allMatch(line -> line.startsWith("apple"));
        assertThat(linesOf(process, "b" + round))
            .contains("banana from supplyAsync")
            .allMatch(line -> line.startsWith("banana"));
      }
      assertThat(process.child().output().lines().filter(line -> line.contains(" from part ")))
          .allMatch(line -> line.startsWith("[no execution] "));
    }
  }

  @Test
  void locksOfTheOutputThatAWorkflowHoldsDoNotHoldUpTheProcess() throws IOException {
    var misfits = MisfitBundle.in(folder);
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.orchestrator().allowSilence(Duration.ofMinutes(5));
      awaitTwoMoreAnswers(process);
      process.execute(misfits.order("holder", "ErrLock"));
      assertThat(process.completed("holder").getOutcome()).isEqualTo(Outcome.SUCCESS);
      process.execute("next", "Echo", "1");
      assertThat(process.completed("next").getOutcome()).isEqualTo(Outcome.SUCCESS);

      process.orchestrator().closeLink();
      assertThat(process.exitCode()).isEqualTo(71);
    }
  }

  /** To a Ping that was sent since: what it allows counts from now on. */
  private static void awaitTwoMoreAnswers(ProcessFixture process) {
    int before = answers(process);
    await().timeout(Duration.ofSeconds(30)).until(() -> answers(process) >= before + 2);
  }

  private static int answers(ProcessFixture process) {
    return process.orchestrator().all(FromProcess::hasStats, FromProcess::getStats).size();
  }

  private static List<String> linesOf(ProcessFixture process, String id) {
    return process.orchestrator().all(FromProcess::hasLog, FromProcess::getLog).stream()
        .filter(log -> log.getAttempt().equals(ProcessFixture.attempt(id)))
        .flatMap(log -> log.getLinesList().stream().map(LogLine::getMessage))
        .toList();
  }
}
