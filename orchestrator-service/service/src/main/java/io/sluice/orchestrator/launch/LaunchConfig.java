package io.sluice.orchestrator.launch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
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
}
