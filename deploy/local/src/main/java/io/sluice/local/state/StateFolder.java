package io.sluice.local.state;

import io.sluice.local.child.StartFailed;
import io.sluice.local.data.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a system, for its owner only: {@code root} for data, logs and credentials, {@code
 * run} for temporary files. Both are in one temporary folder unless the data is kept.
 */
public final class StateFolder implements AutoCloseable {
  private final Path root;
  private final Path run;
  private final Optional<FileChannel> lock;

  private StateFolder(Path root, Path run, Optional<FileChannel> lock) {
    this.root = root;
    this.run = run;
    this.lock = lock;
  }

  /**
   * Creates the folder if needed, and locks it for this process.
   *
   * @param keep where data survives; empty for a temporary folder
   * @throws StartFailed when another system uses that folder
   */
  public static StateFolder open(Optional<Path> keep) throws IOException {
    var lock =
        keep.isPresent()
            ? Optional.of(lock(keep.get().toAbsolutePath()))
            : Optional.<FileChannel>empty();
    // Short, because a unix socket's path has at most 107 bytes.
    var run =
        Files.createTempDirectory("sluice-", PosixFilePermissions.asFileAttribute(ownerOnly()));
    var folder = new StateFolder(keep.map(Path::toAbsolutePath).orElse(run), run, lock);
    for (var needed :
        List.of(folder.logs(), folder.bundles(), folder.secrets(), folder.temporaryFiles())) {
      makePrivate(needed);
    }
    return folder;
  }

  private static FileChannel lock(Path kept) throws IOException {
    makePrivate(kept);
    var channel =
        FileChannel.open(kept.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new StartFailed(
          "The folder "
              + kept
              + " is in use by another system: stop that one or choose another folder");
    }
    return channel;
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  private static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, ownerOnly());
  }

  private static Set<PosixFilePermission> ownerOnly() {
    return PosixFilePermissions.fromString("rwx------");
  }

  public Path root() {
    return root;
  }

  /** True if the data outlives the system. */
  public boolean kept() {
    return lock.isPresent();
  }

  /** Folders to remove at the end of the system. */
  public List<Path> temporary() {
    return List.of(run);
  }

  public Path logs() {
    return root.resolve("logs");
  }

  public Path bundles() {
    return root.resolve("bundles");
  }

  public Path secrets() {
    return root.resolve("secrets");
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path redis() {
    return root.resolve("redis");
  }

  /** Folder for temporary files of all children, and for unpacked files of this run. */
  public Path temporaryFiles() {
    return run.resolve("tmp");
  }

  /**
   * The state folder of one worker, with its socket.
   *
   * @param number 1 for the first
   */
  public Path worker(int number) {
    return run.resolve("w" + number);
  }

  /** Removes temporary files; kept data stays and can be used again. */
  @Override
  public void close() throws IOException {
    Folders.delete(run);
    if (lock.isPresent()) {
      Files.deleteIfExists(root.resolve("lock"));
      lock.get().close();
    }
  }
}
