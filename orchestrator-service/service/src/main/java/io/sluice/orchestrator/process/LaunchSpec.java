package io.sluice.orchestrator.process;

import io.sluice.orchestrator.process.ProcessLauncher.LaunchShape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Command line of a process. Pure, so that every flag can be read in a test.
 *
 * @param classPath jars of the worker-runtime, sorted, as the class-data archive needs it
 * @param archive class-data archive to use, if there is one
 * @param executionThreads maximum of live platform threads of one execution
 */
public record LaunchSpec(
    Path java,
    List<Path> classPath,
    Memory memory,
    Optional<Path> archive,
    Duration cancelGrace,
    Duration graceful,
    int executionThreads) {

  /**
   * Flags of a process that ends before optimized code, or a heap that grows step by step, would
   * pay off.
   */
  private static final List<String> SHORT_LIVED_FLAGS =
      List.of("-Xms32m", "-XX:TieredStopAtLevel=1");

  /** Size of the young generation in MiB, and the initial size of the old one. */
  private static final int YOUNG_MB = 16;

  private static final int INITIAL_OLD_MB = 8;

  /** Limits in MiB, the stack in KiB. */
  public record Memory(int heapMb, int metaspaceMb, int directMb, int codeCacheMb, int stackKb) {

    /**
     * Returns the memory that a container needs for one process: limits, stacks and 40 MiB for the
     * JVM itself.
     */
    public int totalMb(int slots) {
      return heapMb + metaspaceMb + directMb + codeCacheMb + slots * stackKb / 1024 + 40;
    }
  }

  /**
   * Returns the arguments for one process; {@code training} makes it write the archive when it
   * exits.
   */
  List<String> command(
      Path directory, Path socket, long generation, LaunchShape shape, boolean training) {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(memoryFlags());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:ErrorFile=" + directory.resolve("hs_err.log"),
            "-Djava.io.tmpdir=" + directory.resolve("tmp"),
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(shape.shortLived() ? SHORT_LIVED_FLAGS : longLivedFlags());
    archive.ifPresent(file -> command.addAll(archiveFlags(file, training)));
    command.add("-cp");
    command.add(String.join(":", classPath.stream().map(Path::toString).toList()));
    command.add("io.sluice.process.Main");
    command.add("--socket=" + socket);
    command.add("--generation=" + generation);
    command.add("--slots=" + shape.slots());
    command.add("--cancel-grace-ms=" + cancelGrace.toMillis());
    command.add("--graceful-shutdown-ms=" + graceful.toMillis());
    command.add("--execution-threads=" + executionThreads);
    return command;
  }

  /**
   * Returns the flags of a process that waits most of the time: memory taken by its start is given
   * back (every 10 s). The young generation is so large that objects of an execution die in it:
   * what reaches the old one stays until that has grown to its limit (docs/performance.md).
   */
  private List<String> longLivedFlags() {
    int youngMb = Math.min(YOUNG_MB, Math.max(1, memory.heapMb() / 4));
    return List.of(
        "-Xms" + Math.min(memory.heapMb(), youngMb + INITIAL_OLD_MB) + "m",
        "-Xmn" + youngMb + "m",
        "-XX:TrimNativeHeapInterval=10000");
  }

  private List<String> memoryFlags() {
    return List.of(
        "-Xmx" + memory.heapMb() + "m",
        "-Xss" + memory.stackKb() + "k",
        "-XX:MaxMetaspaceSize=" + memory.metaspaceMb() + "m",
        "-XX:MaxDirectMemorySize=" + memory.directMb() + "m",
        "-XX:ReservedCodeCacheSize=" + memory.codeCacheMb() + "m");
  }

  /**
   * Returns the flags of the archive. Only a training launch writes it: its content is trusted
   * code, and writing delays the exit.
   */
  private static List<String> archiveFlags(Path archive, boolean training) {
    return training
        ? List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
        : List.of(
            "-Xshare:auto",
            "-XX:SharedArchiveFile=" + archive,
            "-Xlog:cds=off",
            // Where it was written for, so that processes share its pages: a random address makes
            // every page of it private to each process.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0");
  }
}
