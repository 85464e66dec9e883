package io.sluice.orchestrator.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Memory of the container of this JVM, as its control group counts it (cgroup v2 or v1). The pages
 * of files that the kernel may drop do not count. Safe for use by many threads.
 */
public final class ContainerMemory {

  /** A limit of v1 that stands for none: 2^63 less a page. */
  private static final long NONE_FROM = 1L << 60;

  private final Optional<Path> group;

  ContainerMemory(Optional<Path> group) {
    this.group = group;
  }

  public static ContainerMemory ofThisJvm() {
    return new ContainerMemory(
        OomKills.find(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"))
            .map(Path::getParent));
  }

  /** Returns the limit in bytes; empty if there is none. */
  public OptionalLong limit() {
    long limit =
        number("memory.max").orElseGet(() -> number("memory.limit_in_bytes").orElse(NONE_FROM));
    return limit >= NONE_FROM ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  /** Returns the bytes in use; 0 if the kernel does not say. */
  public long used() {
    var modern = number("memory.current");
    long all = modern.orElseGet(() -> number("memory.usage_in_bytes").orElse(0));
    return Math.max(0, all - field(modern.isPresent() ? "inactive_file " : "total_inactive_file "));
  }

  private OptionalLong number(String file) {
    try {
      String text = group.isEmpty() ? "" : Files.readString(group.get().resolve(file)).strip();
      return text.isEmpty() || text.equals("max")
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(text));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private long field(String name) {
    try {
      return group.isEmpty()
          ? 0
          : Files.readAllLines(group.get().resolve("memory.stat")).stream()
              .filter(line -> line.startsWith(name))
              .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
              .findFirst()
              .orElse(0);
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
