package io.sluice.orchestrator.process;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.sluice.orchestrator.process.LaunchSpec.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders of a worker.
 *
 * @param state shared by workers that start here one after the other: contains the archive
 * @param lock held while the worker lives, so that the next one in this folder can detect its end
 * @param own used by this worker only and removed when it ends: socket, process directories,
 *     bundles
 */
public record LaunchFolders(Path state, Path own, List<Path> classPath, Optional<WorkerLock> lock) {
  private static final int MAX_SOCKET_PATH = 107;

  /**
   * Creates the folders, readable by this user only.
   *
   * @throws ConfigurationException if the runtime is not in the configured folder, or the path is
   *     too long
   */
  public static LaunchFolders prepare(LaunchConfig config, String workerId) throws IOException {
    Path state = config.stateFolder().toAbsolutePath().normalize();
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(state, mode);
    String nonce = workerId.substring(workerId.lastIndexOf('-') + 1);
    Path own = Files.createDirectories(state.resolve(nonce), mode);
    Files.createDirectories(own.resolve("processes"), mode);
    var folders =
        new LaunchFolders(
            state, own, jars(config.runtimeFolder()), Optional.of(WorkerLock.take(own)));
    AbandonedFolders.removeLater(state, own);
    if (folders.socket().toString().length() > MAX_SOCKET_PATH) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "SLUICE_LAUNCH_STATE_FOLDER is %s: too long for a unix socket in it; allowed are %d"
                  + " characters.",
              state,
              MAX_SOCKET_PATH - 16));
    }
    return folders;
  }

  /** Creates folders without a lock, for tests. */
  LaunchFolders(Path state, Path own, List<Path> classPath) {
    this(state, own, classPath, Optional.empty());
  }

  public Path socket() {
    return own.resolve("link");
  }

  public Path processes() {
    return own.resolve("processes");
  }

  public Path bundles() {
    return own.resolve("bundles");
  }

  /** Returns the command line of every process of this worker. */
  public LaunchSpec spec(LaunchConfig config, Duration cancelGrace, Duration graceful)
      throws IOException {
    ProcessJdk jdk = ProcessJdk.of(config);
    Optional<Path> archive =
        config.classDataArchive()
            ? Optional.of(
                ClassDataArchive.choose(
                    config.runtimeFolder().toAbsolutePath().normalize(),
                    state,
                    classPath,
                    jdk.version()))
            : Optional.empty();
    return new LaunchSpec(
        jdk.java(),
        classPath,
        new Memory(
            config.heapMb(),
            config.metaspaceMb(),
            config.directMb(),
            config.codeCacheMb(),
            config.stackKb()),
        archive,
        cancelGrace,
        graceful,
        config.executionThreads());
  }

  /** Removes the folder of this worker. Never throws. */
  public void remove() {
    Directories.delete(own);
    lock.ifPresent(WorkerLock::release);
  }

  private static List<Path> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new ConfigurationException(
          "SLUICE_LAUNCH_RUNTIME_FOLDER is %s, which is no folder: it must hold the jars of the worker-runtime."
              .formatted(folder));
    }
    try (Stream<Path> files = Files.list(folder.toAbsolutePath().normalize())) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw new ConfigurationException(
            "SLUICE_LAUNCH_RUNTIME_FOLDER is %s and holds no jar.".formatted(folder));
      }
      return jars;
    }
  }
}
