package io.sluice.orchestrator.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Counts kills for lack of memory in this container: {@code oom_kill} in {@code memory.events}
 * (cgroup v2) or {@code memory.oom_control} (v1). Each kill explains one exit. Safe for use by many
 * threads.
 */
final class OomKills {
  private static final String FIELD = "oom_kill ";

  private final Optional<Path> file;
  private long explained;

  OomKills(Optional<Path> file) {
    this.file = file;
    this.explained = count();
  }

  /** Returns the counter of the container of this JVM; it stays 0 if the kernel has none. */
  static OomKills ofThisContainer() {
    return new OomKills(find(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup")));
  }

  /** Returns the number of kills so far, to be compared at the exit of a process launched now. */
  long count() {
    try {
      return file.isEmpty()
          ? 0
          : Files.readAllLines(file.get()).stream()
              .filter(line -> line.startsWith(FIELD))
              .mapToLong(line -> Long.parseLong(line.substring(FIELD.length()).strip()))
              .findFirst()
              .orElse(0);
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Returns true if a kill since the launch has not explained another exit; it then explains this
   * one.
   *
   * @param atLaunch the count when the process was launched
   */
  synchronized boolean explain(long atLaunch) {
    long known = Math.max(atLaunch, explained);
    boolean rose = count() > known;
    if (rose) {
      explained = known + 1;
    }
    return rose;
  }

  static Optional<Path> find(Path ownGroups, Path mount) {
    try {
      return Files.readAllLines(ownGroups).stream()
          .map(line -> line.split(":", 3))
          .filter(parts -> parts.length == 3)
          .flatMap(parts -> find(mount, parts[1], parts[2]).stream())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> find(Path mount, String controller, String group) {
    return switch (controller) {
      case "" -> readable(mount, group, "memory.events");
      case "memory" -> readable(mount.resolve("memory"), group, "memory.oom_control");
      default -> Optional.empty();
    };
  }

  /**
   * Returns the file of a group, or of the root, because a container often sees its own group as
   * the root.
   */
  private static Optional<Path> readable(Path mount, String group, String name) {
    return List.of(mount.resolve(group.substring(1)).resolve(name), mount.resolve(name)).stream()
        .filter(Files::isReadable)
        .findFirst();
  }
}
