package io.sluice.orchestrator.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Removes directories that hostile code has filled. */
public final class Directories {
  private static final Logger LOG = Logger.getLogger(Directories.class);

  private Directories() {}

  /**
   * Removes a directory with its content, without following links. Never throws; an entry that
   * cannot be removed is logged once and left. May take long: call it on a thread that may block.
   *
   * @return true if it is removed completely
   */
  public static boolean delete(Path directory) {
    try {
      if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        new Emptying(directory).run();
      }
      Files.deleteIfExists(directory);
      return true;
    } catch (IOException | RuntimeException | Error e) {
      LOG.warnf("A folder could not be removed and is left: path=%s reason=%s", directory, e);
      return false;
    }
  }

  /**
   * Empties one directory with two open directories and no list, however deep and wide it is: a
   * directory found in a subdirectory is moved up beside it and emptied later. No path is longer
   * than two names, because a nested one can be longer than the kernel accepts.
   */
  private static final class Emptying {
    private final Path root;
    private final String movedPrefix = ".moved-" + Long.toHexString(System.identityHashCode(this));
    private long moved;
    private @Nullable Exception lastFailure;

    Emptying(Path root) {
      this.root = root;
    }

    void run() throws IOException {
      boolean progress = true;
      while (progress) {
        lastFailure = null;
        progress = pass();
      }
      if (lastFailure != null) {
        throw new IOException(lastFailure);
      }
    }

    /**
     * Removes what it can and returns true if it removed anything: entries that were added
     * meanwhile need another pass.
     */
    private boolean pass() throws IOException {
      boolean removed = false;
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
        if (!(stream instanceof SecureDirectoryStream<Path> entries)) {
          throw new IOException("This file system cannot remove relative to a directory.");
        }
        for (Path entry : entries) {
          removed |= remove(entries, entry.getFileName());
        }
      }
      return removed;
    }

    private boolean remove(SecureDirectoryStream<Path> parent, Path name) {
      try {
        if (isDirectory(parent, name)) {
          flatten(parent, name);
          parent.deleteDirectory(name);
        } else {
          parent.deleteFile(name);
        }
        return true;
      } catch (NoSuchFileException gone) {
        return true;
      } catch (IOException | RuntimeException e) {
        lastFailure = e;
        return false;
      }
    }

    private void flatten(SecureDirectoryStream<Path> parent, Path name) throws IOException {
      makeWritable(name);
      try (SecureDirectoryStream<Path> inside =
          parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        for (Path entry : inside) {
          Path child = entry.getFileName();
          if (isDirectory(inside, child)) {
            inside.move(child, parent, Path.of(movedPrefix + "-" + moved++));
          } else {
            inside.deleteFile(child);
          }
        }
      }
    }

    /**
     * Grants the right to list and change a directory, which its owner may have removed; a
     * directory of another user stays unchanged.
     */
    private void makeWritable(Path name) {
      Path directory = root.resolve(name);
      if (!Files.isReadable(directory)
          || !Files.isWritable(directory)
          || !Files.isExecutable(directory)) {
        try {
          Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
          LOG.debugf("%s cannot be opened up: %s", directory, e.getMessage());
        }
      }
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> parent, Path name)
        throws IOException {
      return parent
          .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes()
          .isDirectory();
    }
  }
}
