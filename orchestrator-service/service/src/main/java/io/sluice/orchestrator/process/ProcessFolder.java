package io.sluice.orchestrator.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Directory of one process, for its user only; removed when the process has ended. */
record ProcessFolder(Path directory, Optional<ProcessUser> user) {
  private static final Logger LOG = Logger.getLogger(ProcessFolder.class);
  private static final Path SELF = Path.of("/proc/self");

  void create() throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(directory, mode);
    Files.createDirectories(tmp(), mode);
    if (user.isPresent()) {
      user.get().own(tmp());
      user.get().own(directory);
    }
  }

  Path tmp() {
    return directory.resolve("tmp");
  }

  /** Changes its owner back to the worker, so that the worker can read and remove the content. */
  void reclaim() {
    try {
      if (user.isPresent() && Files.exists(directory)) {
        int owner = (Integer) Files.getAttribute(SELF, "unix:uid");
        user.get().reclaim(directory, owner);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warnf("%s could not be taken back from its user: %s", directory, e.getMessage());
    }
  }

  void remove() {
    Directories.delete(directory);
  }
}
