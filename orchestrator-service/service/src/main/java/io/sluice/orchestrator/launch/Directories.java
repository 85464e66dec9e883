package io.sluice.orchestrator.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Removes directories of processes that are gone. */
public final class Directories {
  private static final Logger LOG = Logger.getLogger(Directories.class);

  private Directories() {}

  /** Removes a directory and all in it; what cannot be removed is logged and left. */
  public static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warnf("%s could not be removed: %s", directory, e.getMessage());
    }
  }
}
