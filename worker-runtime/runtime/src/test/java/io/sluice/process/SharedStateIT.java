package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.protocol.Completed;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.LogLine;
import io.sluice.protocol.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that one execution makes to its JVM, and their effect on its neighbours. */
class SharedStateIT {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "out-by-reflection",
        "err-by-reflection",
        "in",
        "locale",
        "time-zone",
        "properties",
        "uncaught-handler",
        "security",
        "logging",
        "hook",
        "network",
        "url-handlers"
      })
  void theNextExecutionFindsTheJvmAsItWas(String change) throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute("before", "JvmState", "{}");
      var untouched = process.completed("before").getResultJson();
      process.execute("culprit", "JvmState", "{\"changes\":[\"" + change + "\"]}");
      var culprit = process.completed("culprit");
      process.execute("after", "JvmState", "{}");
      var after = process.completed("after");

      assertThat(culprit.getOutcome()).isEqualTo(Outcome.SUCCESS);
      assertThat(after.getResultJson()).isEqualTo(untouched);
      assertThat(linesOf(process, "after"))
          .contains("printed to System.out", "printed to System.err");
      assertThat(after.getSharedStateList()).isEmpty();
      assertThat(culprit.getSharedStateList())
          .isNotEmpty()
          .allSatisfy(
              found -> {
                assertThat(found.getPutBack()).isTrue();
                assertThat(found.getCandidatesList()).containsExactly("culprit");
              });
      assertThat(linesOf(process, "culprit"))
          .anyMatch(
              line -> line.startsWith("This execution changed ") && line.endsWith("put back."));
      assertThat(culprit.getDegraded()).isFalse();
    }
  }

  @Test
  void aStreamThatAnExecutionSetsIsItsOwnOnly() throws IOException {
    try (var process = ProcessFixture.start(2, 1_000)) {
      process.execute("silent", "JvmState", "{\"changes\":[\"out\",\"err\"],\"seconds\":60}");
      process
          .orchestrator()
          .hears(
              "its line", FromProcess::hasLog, FromProcess::getLog, log -> log.getLinesCount() > 0);
      process.execute("neighbour", "JvmState", "{}");
      process.completed("neighbour");

      assertThat(linesOf(process, "neighbour"))
          .contains("printed to System.out", "printed to System.err");
      process.cancel("silent", io.sluice.protocol.CancelReason.USER);
      assertThat(process.completed("silent").getSharedStateList()).isEmpty();
    }
  }

  @Test
  void anExecutionThatCopiesItsOutputGetsItAndItsLogDoesToo() throws IOException {
    var misfits = MisfitBundle.in(folder);
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("copy", "CopiedOutput"));

      assertThat(process.completed("copy").getResultJson()).isEqualTo("\"to both\\n\"");
      assertThat(linesOf(process, "copy")).containsExactly("to both", "to the log again");
    }
  }

  @Test
  void allThatRanAreNamedWhenSeveralDid() throws IOException {
    try (var process = ProcessFixture.start(2, 1_000)) {
      process.execute("neighbour", "Sleep", "{\"seconds\":60}");
      process.awaitStarted("neighbour");
      process.execute("culprit", "JvmState", "{\"changes\":[\"locale\"]}");
      var culprit = process.completed("culprit");
      process.cancel("neighbour", io.sluice.protocol.CancelReason.USER);
      var neighbour = process.completed("neighbour");

      assertThat(List.of(culprit, neighbour))
          .extracting(Completed::getSharedStateCount)
          .containsOnly(1);
      assertThat(culprit.getSharedState(0).getCandidatesList())
          .containsExactlyInAnyOrder("culprit", "neighbour");
      assertThat(linesOf(process, "neighbour"))
          .anyMatch(line -> line.contains("the default locale to tr_TR"));
    }
  }

  @Test
  void aChangeIsPutBackWhileTheOneThatMadeItStillRunsBesideOthers() throws IOException {
    try (var process = ProcessFixture.start(2, 1_000)) {
      process.execute("neighbour", "JvmState", "{\"seconds\":3}");
      process.execute("culprit", "JvmState", "{\"changes\":[\"locale\"],\"seconds\":60}");

      assertThat(process.completed("neighbour").getResultJson()).contains("\"title\"");
    }
  }

  private static List<String> linesOf(ProcessFixture process, String id) {
    return process.orchestrator().all(FromProcess::hasLog, FromProcess::getLog).stream()
        .filter(log -> log.getAttempt().equals(ProcessFixture.attempt(id)))
        .flatMap(log -> log.getLinesList().stream().map(LogLine::getMessage))
        .toList();
  }
}
