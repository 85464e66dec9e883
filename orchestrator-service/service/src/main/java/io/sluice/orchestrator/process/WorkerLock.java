package io.sluice.orchestrator.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lock that a worker holds on a file in its own folder while it lives. The kernel releases it when
 * the worker ends, in whatever way, so the next owner of the lock of a folder knows that its worker
 * has ended.
 */
final class WorkerLock implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WorkerLock.class);
  private static final String NAME = "worker.lock";

  /**
   * Folders locked by this JVM: opening and closing such a file again would release its lock
   * (POSIX).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private WorkerLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
    HELD.add(folder);
  }

  /** Takes the lock before its file gets the name that other workers look for. */
  static WorkerLock take(Path own) throws IOException {
    Path hidden = own.resolve(NAME + ".new");
    FileChannel channel =
        FileChannel.open(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException(hidden + " is locked by another process.");
      }
      Files.move(hidden, own.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
      return new WorkerLock(own, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Returns the lock of a folder whose worker has provably ended; null if it lives, or if there is
   * no proof.
   */
  static @Nullable WorkerLock ofGone(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (HELD.contains(folder) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    if (channel.tryLock() != null) {
      return new WorkerLock(folder, channel);
    }
    channel.close();
    return null;
  }

  /** Releases the lock; the kernel does the same when the process ends. */
  void release() {
    try {
      close();
    } catch (IOException e) {
      LOG.debugf("The lock of the worker could not be closed: %s", e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    HELD.remove(folder);
    channel.close();
  }
}
