package io.sluice.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.demo.AdminClient.DemoExecution;
import io.sluice.local.demo.AdminClient.DemoWorker;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTableTest {
  private static final DemoExecution RUNNING =
      new DemoExecution("1", "sleep", "RUNNING", "", 7, 0, "null");

  @Test
  void showsQueueProcessesAndResults() {
    var stuck =
        new DemoExecution(
            "2", "spin", "FAILED", "ExecutionStuck", 7, 12_040, "still spinning in spin");
    var process = new DemoWorker.ProcessView(7, 1, "DRAINING", 90, List.of("sleep", "spin STUCK"));

    var lines =
        ProgressTable.lines(
            13,
            4,
            List.of(new DemoWorker("w", "ready", List.of(process))),
            List.of(RUNNING, stuck),
            110);

    assertThat(lines)
        .containsExactly(
            " 13 s   queue 4   running 1   ended 1 of 2",
            "",
            "worker w  ready",
            "  #1   pid 7        DRAINING       90 MB  sleep, spin STUCK",
            "",
            "  sleep          RUNNING                                 ",
            "  spin           FAILED ExecutionStuck           12.0 s  still spinning in spin");
  }

  @Test
  void staysWithinTheTerminal() {
    var talkative = new DemoExecution("1", "echo", "SUCCESS", "", 7, 1, "x".repeat(1000));

    assertThat(ProgressTable.lines(0, 0, List.of(), List.of(talkative), 60))
        .allMatch(line -> line.length() <= 60);
  }

  @Test
  void whatAWorkflowWroteCannotSteerTheTerminal() {
    var hostile = new DemoExecution("1", "echo", "SUCCESS", "", 7, 1, "\033[2J\u202Eevil\nnext");

    assertThat(ProgressTable.line(hostile))
        .doesNotContain("\033")
        .doesNotContain("\u202E")
        .doesNotContain("\n");
  }

  @Test
  void aTestIsNoTerminal() {
    assertThat(Demo.terminal()).isFalse();
  }
}
