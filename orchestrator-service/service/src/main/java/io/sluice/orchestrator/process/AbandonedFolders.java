package io.sluice.orchestrator.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * Removes the folders of workers that were killed and could not remove them. Their processes have
 * ended with them; the remaining files can be gigabytes.
 */
final class AbandonedFolders {
  private static final Logger LOG = Logger.getLogger(AbandonedFolders.class);

  private AbandonedFolders() {}

  /** Removes them on a thread of its own, because it can take long. */
  static void removeLater(Path state, Path own) {
    Thread.ofVirtual().name("abandoned-folders").start(() -> remove(state, own));
  }

  /**
   * Removes each folder whose worker has provably ended.
   *
   * @param own folder of this worker, which stays
   * @return number of removed folders
   */
  static int remove(Path state, Path own) {
    int removed = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(state)) {
      for (Path folder : folders) {
        if (!folder.equals(own) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          removed += removeIfGone(folder) ? 1 : 0;
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warnf("Folders of earlier workers could not be searched: %s", e);
    }
    return removed;
  }

  private static boolean removeIfGone(Path folder) {
    try (WorkerLock lock = WorkerLock.ofGone(folder)) {
      if (lock == null) {
        return false;
      }
      reclaim(folder.resolve("processes"));
      boolean removed = Directories.delete(folder);
      if (removed) {
        LOG.infof("The folder of a worker that was killed is removed: path=%s", folder);
      }
      return removed;
    } catch (IOException | RuntimeException e) {
      LOG.warnf("The folder of an earlier worker is left: path=%s reason=%s", folder, e);
      return false;
    }
  }

  /** Changes the owner of process folders back from the users that the processes ran as. */
  private static void reclaim(Path processes) throws IOException {
    if (!Files.isDirectory(processes, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int owner = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    try (DirectoryStream<Path> each = Files.newDirectoryStream(processes)) {
      for (Path process : each) {
        int uid = (Integer) Files.getAttribute(process, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        int gid = (Integer) Files.getAttribute(process, "unix:gid", LinkOption.NOFOLLOW_LINKS);
        if (uid != owner && uid != 0) {
          new ProcessUser(uid, gid, false).reclaim(process, owner);
        }
      }
    }
  }
}
