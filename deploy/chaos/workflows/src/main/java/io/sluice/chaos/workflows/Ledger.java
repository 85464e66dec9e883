package io.sluice.chaos.workflows;

import io.sluice.workflow.WorkflowContext;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The ledger lines of one execution. Each line is one write in append mode, so that lines of
 * different processes never mix; not through a channel, because an interrupt would close it.
 */
final class Ledger implements AutoCloseable {
  private final FileOutputStream file;
  private final String who;

  private Ledger(FileOutputStream file, String who) {
    this.file = file;
    this.who = who;
  }

  static Ledger open(String path, WorkflowContext context) throws IOException {
    var who =
        String.join(
            " ",
            context.executionId(),
            context.fencingToken(),
            context.workflowName(),
            Long.toString(ProcessHandle.current().pid()));
    return new Ledger(new FileOutputStream(path, true), who);
  }

  /** Writes that the workflow's thread runs. */
  void start() throws IOException {
    write("start", "-");
  }

  /** Writes that it still runs. */
  void beat() throws IOException {
    write("beat", "-");
  }

  /**
   * Writes that it is about to end.
   *
   * @param how normal, interrupted or threw
   */
  void end(String how) throws IOException {
    write("end", how);
  }

  /** Nanoseconds of the machine's monotonic clock, which all its processes share on Linux. */
  private void write(String kind, String how) throws IOException {
    var line = kind + " " + who + " " + System.nanoTime() + " " + how + "\n";
    file.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
