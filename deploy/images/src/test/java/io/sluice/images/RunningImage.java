package io.sluice.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A service that runs in the unpacked file system of its image, by {@code deploy/images/enter}. Its
 * first process is pid 1 of its own namespace. One thread.
 */
final class RunningImage implements AutoCloseable {
  static final Path ENTER = Path.of("enter").toAbsolutePath();
  static final String PATH =
      "/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Path root;
  private final Path output;
  private final Process process;

  private RunningImage(Path root, Path output, Process process) {
    this.root = root;
    this.output = output;
    this.process = process;
  }

  /**
   * Starts a command with the environment of an image.
   *
   * @param root its unpacked file system
   * @param settings added to that environment
   * @param binds folders of this machine, {@code from:to}
   */
  static RunningImage start(
      ImageFile image,
      Path root,
      List<String> command,
      Map<String, String> settings,
      List<String> binds)
      throws IOException {
    var all = new ArrayList<String>();
    all.add(ENTER.toString());
    all.add(root.toString());
    all.add(String.join(" ", binds));
    all.addAll(command);
    Path output = Files.createTempFile(BuiltImages.TARGET, root.getFileName() + "-", ".log");
    var builder =
        new ProcessBuilder(all)
            .redirectOutput(output.toFile())
            .redirectError(errors(output).toFile());
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    for (JsonNode each : image.config().at("/config/Env")) {
      String[] parts = each.asText().split("=", 2);
      builder.environment().put(parts[0], parts[1]);
    }
    builder.environment().putAll(settings);
    return new RunningImage(root, output, builder.start());
  }

  private static Path errors(Path output) {
    return output.resolveSibling(output.getFileName() + ".err");
  }

  /** Lines of its standard output. */
  List<String> output() throws IOException {
    return Files.readAllLines(output);
  }

  /**
   * False while it runs.
   *
   * @throws IOException with its output if it has ended
   */
  boolean hasFailed() throws IOException {
    if (process.isAlive()) {
      return false;
    }
    throw new IOException("It has ended with " + process.exitValue() + ": " + this);
  }

  /** The process that is pid 1 inside, as this machine counts; 0 while there is none. */
  long first() throws IOException {
    for (var child : process.children().toList()) {
      if (Proc.status(child.pid(), "NSpid").endsWith("\t1")) {
        return child.pid();
      }
    }
    return 0;
  }

  /** Processes in its namespace, itself included. */
  List<Long> all() throws IOException {
    Path own = Files.readSymbolicLink(Path.of("/proc/" + first() + "/ns/pid"));
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      return processes
          .map(ProcessHandle::pid)
          .filter(pid -> own.equals(Proc.namespace(pid)))
          .toList();
    }
  }

  /**
   * Leaves a process in its namespace whose parent has ended.
   *
   * @return its pid inside
   */
  String leaveOrphan() throws IOException, InterruptedException {
    String orphan = "(sleep 1 >/dev/null 2>&1 & echo $!)";
    return Shell.run("nsenter", "--pid", "--target", Long.toString(first()), "sh", "-c", orphan);
  }

  /** Returns the state of a child of pid 1, as {@code Z (zombie)}; empty if there is none. */
  String stateOf(String pidInside) throws IOException {
    String parent = Long.toString(first());
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      return processes
          .map(ProcessHandle::pid)
          .filter(pid -> Proc.status(pid, "NSpid").endsWith("\t" + pidInside))
          .filter(pid -> Proc.status(pid, "PPid").equals(parent))
          .map(pid -> Proc.status(pid, "State"))
          .findFirst()
          .orElse("");
    }
  }

  /** Sends SIGTERM to pid 1 and returns the exit code. */
  int stop(Duration limit) throws IOException, InterruptedException {
    ProcessHandle.of(first()).orElseThrow().destroy();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("It did not stop: " + output());
    }
    return process.exitValue();
  }

  /** Names of the files in a folder as it sees it, with those that are mounted. */
  List<String> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + first() + "/root" + folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Command line or environment of all its processes, with {@code /proc}'s name for it. */
  List<String> ofAll(String name) throws IOException {
    var texts = new ArrayList<String>();
    for (long pid : all()) {
      try {
        texts.add(
            Files.readString(Path.of("/proc/" + pid + "/" + name), StandardCharsets.ISO_8859_1));
      } catch (IOException ended) {
        // it was there a moment ago
      }
    }
    return texts;
  }

  /**
   * Kills pid 1, and so its namespace: unshare's own way does not survive the change of the user.
   */
  @Override
  public void close() throws IOException {
    ProcessHandle.of(first()).ifPresent(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  @Override
  public String toString() {
    try {
      return root.getFileName()
          + ": "
          + String.join("\n", output())
          + Files.readString(errors(output));
    } catch (IOException e) {
      return root.getFileName() + ": " + e;
    }
  }
}
