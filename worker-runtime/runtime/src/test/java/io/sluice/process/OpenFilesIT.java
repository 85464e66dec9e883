package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Stats;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that a workflow leaves open. */
class OpenFilesIT {
  @Test
  void growthNamesTheWorkflowThatRan() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      await().timeout(Duration.ofSeconds(30)).until(() -> stats(process).size() >= 2);
      process.execute("leak", "OpenFiles", "{\"count\":200}");
      assertThat(process.completed("leak").getOutcome()).isEqualTo(Outcome.SUCCESS);

      process
          .orchestrator()
          .hears(
              "the growth",
              FromProcess::hasStats,
              FromProcess::getStats,
              each ->
                  each.getNoticesList().stream()
                      .anyMatch(
                          line ->
                              line.contains("Open files of the process grew from")
                                  && line.endsWith(": OpenFiles.")));
    }
  }

  private static List<Stats> stats(ProcessFixture process) {
    return process.orchestrator().all(FromProcess::hasStats, FromProcess::getStats);
  }
}
