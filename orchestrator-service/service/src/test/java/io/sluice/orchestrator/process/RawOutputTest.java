package io.sluice.orchestrator.process;

import static java.util.logging.Logger.getLogger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class RawOutputTest {
  private final List<String> logged = new ArrayList<>();
  private final RawOutput output = new RawOutput(logged::add);

  @Test
  void whatAChildWithInheritedStreamsPrintsIsInTheLogOfTheWorkerMarkedAsNobodys()
      throws IOException {
    var log = new Log();
    getLogger(RawOutput.LOGGER).addHandler(log);
    try (var process = RealProcess.start(Hostile.CHILD_PRINTS)) {
      await()
          .timeout(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(log.lines)
                      .contains(
                          "Output of a process outside of its executions: printed by a child"
                              + " generation=1 pid="
                              + process.process().pid()));
    } finally {
      getLogger(RawOutput.LOGGER).removeHandler(log);
    }
  }

  @Test
  void aThreadDumpThatTheWorkerAskedForIsNoRawOutput() throws IOException {
    var log = new Log();
    getLogger(RawOutput.LOGGER).addHandler(log);
    try (var process = RealProcess.start(Hostile.WAIT).awaitReady()) {
      assertThat(process.process().threadDump(Duration.ofSeconds(60))).contains("Full thread dump");
      assertThat(log.lines).noneMatch(line -> line.contains("Full thread dump"));
    } finally {
      getLogger(RawOutput.LOGGER).removeHandler(log);
    }
  }

  @Test
  void aLineMayComeInParts() {
    add("caf");
    byte[] bytes = "é\nlast".getBytes(StandardCharsets.UTF_8);
    output.add(new byte[] {bytes[0]}, 1);
    output.add(new byte[] {bytes[1]}, 1);
    add("\nlast");
    output.end();

    assertThat(logged).containsExactly("café", "last");
  }

  @Test
  void aLineIsBoundedAndCannotPretendToBeAnotherOne() {
    add("a\u001b[31mb\u2028c\r\n" + "x".repeat(5_000) + "\n");

    assertThat(logged).containsExactly("a?[31mb?c", "x".repeat(1_000) + "…");
  }

  @Test
  void aProcessThatPrintsWithoutEndFillsNoLog() {
    for (int i = 0; i < 5_000; i++) {
      add("line " + i + "\n");
    }

    assertThat(logged)
        .hasSize(1_001)
        .endsWith("line 999", "(more than 1000 lines; the others are dropped)");
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    output.add(bytes, bytes.length);
  }

  private static final class Log extends Handler {
    private final PatternFormatter message = new PatternFormatter("%s");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord said) {
      lines.add(message.format(said));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
