package io.sluice.samples;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks inputs and describes wrong ones. */
final class Inputs {
  private Inputs() {}

  static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }

  static void requirePath(String path) {
    require(path != null && !path.isBlank(), "path is missing: name a file or folder");
  }

  static Path existingFile(String path) {
    var file = Path.of(path);
    require(Files.isRegularFile(file), "there is no file " + path);
    return file;
  }

  static Path existingFolder(String path) {
    var folder = Path.of(path);
    require(Files.isDirectory(folder), "there is no folder " + path);
    return folder;
  }
}
