package io.sluice.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of {@code /proc} about a process; empty answers for one that has gone. */
final class Proc {
  private Proc() {}

  /** A field of its status; empty if it has gone. */
  static String status(long pid, String field) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.substring(field.length() + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException | UncheckedIOException gone) {
      return "";
    }
  }

  /** Its namespace of processes. */
  static Path namespace(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/pid"));
    } catch (IOException gone) {
      return Path.of("");
    }
  }
}
