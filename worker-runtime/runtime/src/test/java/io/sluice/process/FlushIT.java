package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.protocol.Attempt;
import io.sluice.protocol.FromProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Log lines of an execution are sent before its end is reported. */
class FlushIT {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"success", "failure", "timeout"})
  void theLastWordsComeBeforeTheOutcome(String end) throws IOException {
    var misfits = MisfitBundle.in(folder);
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(
          misfits
              .order("e", "Talkative")
              .setInputJson("{\"end\":\"" + end + "\"}")
              .setTimeoutMs(2_000));
      process.completed("e");
      var heard = process.orchestrator().heard();
      int completed = last(process, FromProcess::hasCompleted);
      assertThat(last(process, FromProcess::hasLog)).isBetween(0, completed - 1);
      assertThat(last(process, FromProcess::hasProgress)).isBetween(0, completed - 1);
      var lines = heard.get(last(process, FromProcess::hasLog)).getLog();
      assertThat(lines.getAttempt()).isEqualTo(attempt());
      assertThat(lines.getLinesList().getLast().getMessage()).isEqualTo("word 500");
    }
  }

  private static Attempt attempt() {
    return ProcessFixture.attempt("e");
  }

  private static int last(ProcessFixture process, java.util.function.Predicate<FromProcess> kind) {
    var heard = process.orchestrator().heard();
    return IntStream.range(0, heard.size()).filter(at -> kind.test(heard.get(at))).max().orElse(-1);
  }
}
