package io.sluice.local.child;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  /** Its exit code, 128 and the number for a signal; only after the end. */
  public int exitCode() {
    return process.exitValue();
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

  /**
   * A child to start. Neither command nor environment may hold a secret: both can be read by others
   * on the machine.
   *
   * @param name also names its log
   * @param environment added to the environment of this process
   */
  public record ChildSpec(
      ChildRole role, String name, List<String> command, Map<String, String> environment) {
    public ChildSpec {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /** The role of a child process. The system stops in the reverse of this order. */
  public enum ChildRole {
    POSTGRES(Duration.ofSeconds(15)),
    REDIS(Duration.ofSeconds(10)),
    ADMIN_API(Duration.ofSeconds(15)),
    DIAGNOSTICS_WEB(Duration.ofSeconds(10)),
    WORKER(Duration.ofSeconds(20));

    private final Duration patience;

    ChildRole(Duration patience) {
      this.patience = patience;
    }

    /** Time for an orderly stop, after which the child is killed. */
    public Duration patience() {
      return patience;
    }
  }

  /** Reads the last lines of a file without the rest. */
  static final class LogTail {
    private static final int MAX_BYTES = 16 * 1024;

    private LogTail() {}

    /**
     * Returns no lines if the file cannot be read: a tail explains a failure and must not cause
     * another.
     */
    static List<String> of(Path file, int lines) {
      try (var log = new RandomAccessFile(file.toFile(), "r")) {
        log.seek(Math.max(0, log.length() - MAX_BYTES));
        var bytes = new byte[(int) Math.min(MAX_BYTES, log.length())];
        log.readFully(bytes);
        var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
      } catch (IOException unreadable) {
        return List.of();
      }
    }
  }

  /** Keeps a log and its predecessor within twice a limit, whatever a child writes. */
  public static final class LogCap {
    private static final long MAX_BYTES = 32L * 1024 * 1024;

    private LogCap() {}

    /** Moves a too long log to {@code <log>.1}; lines written meanwhile may be lost. */
    public static void apply(Path log) throws IOException {
      if (Files.exists(log) && Files.size(log) > MAX_BYTES) {
        Files.copy(log, Path.of(log + ".1"), StandardCopyOption.REPLACE_EXISTING);
        // Cut, not replaced: the child goes on appending to the same file.
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
          channel.truncate(0);
        }
      }
    }
  }
}
