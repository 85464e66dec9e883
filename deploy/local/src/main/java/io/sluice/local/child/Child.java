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

  /** Where its output goes. */
  public Path log() {
    return log;
  }

  /** Waits for its end; answers whether it has ended. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How it ended, in words; only after its end. */
  public String end() {
    var code = process.exitValue();
    return code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
  }

  /** The end of its log, for a person who asks why. */
  public List<String> lastLines(int count) {
    return LogTail.of(log, count);
  }

  /** Asks it to end in order. PostgreSQL takes SIGTERM for "when all clients have gone". */
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

  /** Ends it and whatever it started, at once. */
  public void kill() {
    var all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
