package io.sluice.local.child;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Puts a child into a session of its own: Ctrl-C in a terminal then reaches this process only,
 * which ends the children in order.
 */
final class OwnSession {
  private OwnSession() {}

  /** What to put before a command; nothing where there is no {@code setsid}. */
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
