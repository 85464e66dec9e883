package io.sluice.orchestrator.launch;

import io.sluice.orchestrator.configuration.Mistakes;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How processes are launched. Every memory limit is explicit, because each JVM sees the whole
 * container.
 */
@ConfigMapping(prefix = "sluice.launch")
public interface LaunchConfig {

  /** Folder of the jars of the worker-runtime, and nothing else: its class path. */
  Path runtimeFolder();

  /**
   * Folder of this worker's socket, process directories, bundles and class-data archive. Short: a
   * socket lies in it.
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
   * Whether a class-data archive is written at the first start, which makes later starts about
   * twice as fast.
   */
  @WithDefault("true")
  boolean classDataArchive();

  /** Files, sockets and pipes that a process may have open at once. */
  @WithDefault("1024")
  int openFiles();

  /** Part of its memory that a process may hold before it is handed over, in percent; 0 for all. */
  @WithDefault("90")
  int mostMemoryPercent();

  /** Threads of a process beyond which it is handed over. */
  @WithDefault("512")
  int mostThreads();

  /** Live platform threads of one execution beyond which it is cancelled and named. */
  @WithDefault("256")
  int executionThreads();

  /** Child processes of a process, with theirs, beyond which it is handed over. */
  @WithDefault("32")
  int mostChildren();

  /**
   * The user that processes run as, {@code uid:gid}, or {@code first-last:gid} for a user of its
   * own for each; by default the worker's own.
   */
  Optional<String> runAs();

  /** One sentence for each value that is not allowed: the variable, the value, and what is. */
  default List<String> mistakes() {
    var mistakes = new Mistakes();
    mistakes.within("SLUICE_LAUNCH_OPEN_FILES", openFiles(), 256, 1_048_576);
    mistakes.within("SLUICE_LAUNCH_MOST_MEMORY_PERCENT", mostMemoryPercent(), 0, 100);
    mistakes.within("SLUICE_LAUNCH_MOST_THREADS", mostThreads(), 64, 32_768);
    mistakes.within("SLUICE_LAUNCH_EXECUTION_THREADS", executionThreads(), 16, 32_768);
    mistakes.within("SLUICE_LAUNCH_MOST_CHILDREN", mostChildren(), 0, 4_096);
    runAs()
        .filter(value -> !RunAs.isWellFormed(value))
        .ifPresent(
            value ->
                mistakes.add(
                    "SLUICE_LAUNCH_RUN_AS is %s; allowed is uid:gid, or first-last:gid with at most 1000 users; neither may be 0."
                        .formatted(value)));
    return mistakes.sentences();
  }
}
