package io.sluice.local.demo;

import io.sluice.local.demo.AdminClient.DemoExecution;
import io.sluice.local.demo.AdminClient.DemoWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats the state of the demo for a terminal. Pure. */
final class ProgressTable {
  private static final int SAID = 60;

  private ProgressTable() {}

  static List<String> lines(
      long seconds,
      long queueDepth,
      List<DemoWorker> workers,
      List<DemoExecution> executions,
      int width) {
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT, "%3d s   queue %d   %s", seconds, queueDepth, counts(executions)));
    for (var worker : workers) {
      lines.add("");
      lines.add("worker " + worker.id() + "  " + worker.status());
      worker.processes().forEach(process -> lines.add(line(process)));
    }
    lines.add("");
    executions.forEach(execution -> lines.add(line(execution)));
    return lines.stream().map(line -> TerminalText.cut(line, width)).toList();
  }

  static String line(DemoExecution execution) {
    var ran =
        execution.durationMs() == 0
            ? ""
            : String.format(Locale.ROOT, "%.1f s", execution.durationMs() / 1000.0);
    return "  %-14s %-30s %7s  %s"
        .formatted(
            execution.workflow(),
            shortEnd(execution),
            ran,
            execution.ended() ? TerminalText.cut(execution.said(), SAID) : "");
  }

  /** Without the package of an exception's class. */
  private static String shortEnd(DemoExecution execution) {
    return execution.end().replaceAll(" .*\\.", " ");
  }

  private static String line(DemoWorker.ProcessView process) {
    return String.format(
        Locale.ROOT,
        "  #%-3d pid %-8d %-12s %4d MB  %s",
        process.generation(),
        process.pid(),
        process.state(),
        process.memoryMb(),
        String.join(", ", process.executions()));
  }

  private static String counts(List<DemoExecution> executions) {
    var ended = executions.stream().filter(DemoExecution::ended).count();
    var running = executions.stream().filter(e -> e.status().equals("RUNNING")).count();
    return String.format(
        Locale.ROOT, "running %d   ended %d of %d", running, ended, executions.size());
  }

  /** Makes text of a workflow or a server safe for a terminal. */
  static final class TerminalText {
    private TerminalText() {}

    /** Shortens to one line without control and bidirectional characters. */
    static String cut(String text, int width) {
      var safe = text.replaceAll("\\R", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD");
      return safe.length() <= width ? safe : safe.substring(0, Math.max(0, width - 1)) + "…";
    }
  }
}
