package io.sluice.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/** Deletes folders with their content. */
public final class Folders {
  private static final int TRIES = 20;

  private Folders() {}

  /**
   * Deletes a folder, if it exists. Symbolic links are removed, not followed. Retries if its
   * content changes meanwhile.
   */
  public static void delete(Path folder) throws IOException {
    for (var left = TRIES; Files.exists(folder); left--) {
      try {
        deleteOnce(folder);
      } catch (DirectoryNotEmptyException | NoSuchFileException | UncheckedIOException moving) {
        if (left == 0) {
          throw new IOException("The folder " + folder + " cannot be removed", moving);
        }
      }
    }
  }

  private static void deleteOnce(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
