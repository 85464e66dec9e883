package io.sluice.local.child;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Keeps a log and its predecessor within twice a limit, whatever a child writes. */
public final class LogCap {
  private static final long MAX_BYTES = 32L * 1024 * 1024;

  private LogCap() {}

  /** Moves a too long log to {@code <log>.1}; lines written meanwhile may be lost. */
  public static void apply(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > MAX_BYTES) {
      Files.copy(log, Path.of(log + ".1"), StandardCopyOption.REPLACE_EXISTING);
      // Cut, not replaced: the child goes on appending to the same file.
      try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    }
  }
}
