package io.sluice.local.child;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process and its log. */
public final class Child {
  private final ChildSpec spec;
  private final Process process;
  private final Path log;

  Child(ChildSpec spec, Process process, Path log) {
    this.spec = spec;
    this.process = process;
    this.log = log;
  }

  public String name() {
    return spec.name();
  }

  public ChildRole role() {
    return spec.role();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The file with its output. */
  public Path log() {
    return log;
  }

  /** Waits for its end; false if it has not ended in time. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Describes its end; only after the end. */
  public String end() {
    var code = process.exitValue();
    return code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
  }

  /** The last lines of its log, for an error message. */
  public List<String> lastLines(int count) {
    return LogTail.of(log, count);
  }

  /**
   * Asks it to stop in order. PostgreSQL understands SIGTERM as "after all clients have
   * disconnected", so it gets SIGINT.
   */
  public void terminate() throws IOException {
    switch (spec.role()) {
      case POSTGRES -> interrupt();
      case REDIS, ADMIN_API, DIAGNOSTICS_WEB, WORKER -> process.destroy();
    }
  }

  private void interrupt() throws IOException {
    new ProcessBuilder("/bin/sh", "-c", "kill -INT \"$0\"", Long.toString(pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Kills it and its descendants. */
  public void kill() {
    var all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
