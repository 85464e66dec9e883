package io.sluice.orchestrator.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Limits above which a process is degraded and handed over, while its executions continue.
 *
 * @param memoryMb memory budget
 * @param maxMemoryPercent part of it that may be resident; 0 for no such limit
 */
record ProcessLimits(int maxThreads, int maxChildren, int memoryMb, int maxMemoryPercent) {
  private static final int KIB_PER_MIB = 1024;

  /**
   * Resources used by a process.
   *
   * @param children descendants, not only direct children
   */
  record Use(long threads, long children, long residentKb) {

    static Use of(ProcessHandle process) throws IOException {
      long threads = 0;
      long residentKb = 0;
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("Threads:")) {
          threads = number(line);
        } else if (line.startsWith("VmRSS:")) {
          residentKb = number(line);
        }
      }
      return new Use(threads, process.descendants().count(), residentKb);
    }

    private static long number(String line) {
      return Long.parseLong(line.replaceAll("\\D", ""));
    }
  }

  /** Returns the first limit that is exceeded, as a sentence. */
  Optional<String> passedBy(Use use) {
    long residentMb = use.residentKb() / KIB_PER_MIB;
    if (maxMemoryPercent > 0 && residentMb * 100 > (long) maxMemoryPercent * memoryMb) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "It uses %d MiB, more than %d %% of its budget of %d MiB.",
              residentMb,
              maxMemoryPercent,
              memoryMb));
    }
    if (use.threads() > maxThreads) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "It has %d threads, more than SLUICE_LAUNCH_MOST_THREADS=%d.",
              use.threads(),
              maxThreads));
    }
    if (use.children() > maxChildren) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "It has %d child processes, more than SLUICE_LAUNCH_MOST_CHILDREN=%d.",
              use.children(),
              maxChildren));
    }
    return Optional.empty();
  }
}
