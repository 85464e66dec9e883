package io.sluice.local.child;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Starts a child in its own session: Ctrl-C in a terminal then reaches this process only, which
 * stops the children in order.
 */
final class OwnSession {
  private OwnSession() {}

  /** The prefix of the command; empty on systems without {@code setsid}. */
  static List<String> prefix() {
    return onPath("setsid").map(setsid -> List.of(setsid.toString())).orElse(List.of());
  }

  private static Optional<Path> onPath(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
