package io.sluice.local.child;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads the last lines of a file without the rest. */
final class LogTail {
  private static final int MAX_BYTES = 16 * 1024;

  private LogTail() {}

  /**
   * Returns no lines if the file cannot be read: a tail explains a failure and must not cause
   * another.
   */
  static List<String> of(Path file, int lines) {
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(Math.max(0, log.length() - MAX_BYTES));
      var bytes = new byte[(int) Math.min(MAX_BYTES, log.length())];
      log.readFully(bytes);
      var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
