package io.sluice.orchestrator.process;

import io.sluice.orchestrator.ConfigViolations;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Settings of process launches. Every memory limit is explicit, because each JVM sees the whole
 * container.
 */
@ConfigMapping(prefix = "sluice.launch")
public interface LaunchConfig {

  /** Folder of the jars of the worker-runtime, and nothing else: its class path. */
  Path runtimeFolder();

  /**
   * Folder of the socket, process directories, bundles and class-data archive of this worker. Its
   * path must be short, because it contains a socket.
   */
  Path stateFolder();

  /** Home of the JDK that runs processes; by default the one that runs this service. */
  Optional<Path> javaHome();

  /** Heap of a process in MiB. */
  @WithDefault("256")
  int heapMb();

  /** Metaspace of a process in MiB. */
  @WithDefault("128")
  int metaspaceMb();

  /** Direct memory of a process in MiB. */
  @WithDefault("32")
  int directMb();

  /** Compiled code of a process in MiB. */
  @WithDefault("64")
  int codeCacheMb();

  /** Stack of a thread in KiB. */
  @WithDefault("1024")
  int stackKb();

  /**
   * True to write a class-data archive at the first start, which makes later starts about twice as
   * fast.
   */
  @WithDefault("true")
  boolean classDataArchive();

  /** Maximum of files, sockets and pipes that a process may have open at once. */
  @WithDefault("1024")
  int openFiles();

  /** Part of its memory that a process may hold before it is handed over, in percent; 0 for all. */
  @WithDefault("90")
  int mostMemoryPercent();

  /** Threads of a process above which it is handed over. */
  @WithDefault("512")
  int mostThreads();

  /** Live platform threads of one execution above which it is cancelled and reported. */
  @WithDefault("256")
  int executionThreads();

  /** Descendants of a process above which it is handed over. */
  @WithDefault("32")
  int mostChildren();

  /**
   * User that processes run as, {@code uid:gid}, or {@code first-last:gid} for a separate user for
   * each; the one of the worker by default.
   */
  Optional<String> runAs();

  /** Returns one sentence for each value that is not allowed: variable, value, allowed range. */
  default List<String> violations() {
    var violations = new ConfigViolations();
    violations.within("SLUICE_LAUNCH_OPEN_FILES", openFiles(), 256, 1_048_576);
    violations.within("SLUICE_LAUNCH_MOST_MEMORY_PERCENT", mostMemoryPercent(), 0, 100);
    violations.within("SLUICE_LAUNCH_MOST_THREADS", mostThreads(), 64, 32_768);
    violations.within("SLUICE_LAUNCH_EXECUTION_THREADS", executionThreads(), 16, 32_768);
    violations.within("SLUICE_LAUNCH_MOST_CHILDREN", mostChildren(), 0, 4_096);
    runAs()
        .filter(value -> !RunAs.isWellFormed(value))
        .ifPresent(
            value ->
                violations.add(
                    "SLUICE_LAUNCH_RUN_AS is %s; allowed is uid:gid, or first-last:gid with at most 1000 users; neither may be 0."
                        .formatted(value)));
    return violations.sentences();
  }
}
