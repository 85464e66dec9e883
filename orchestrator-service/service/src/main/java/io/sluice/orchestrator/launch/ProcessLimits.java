package io.sluice.orchestrator.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Limits above which a process is degraded and handed over, while its executions continue.
 *
 * @param memoryMb memory budget
 * @param mostMemoryPercent part of it that may be resident; 0 for no such limit
 */
record ProcessLimits(int mostThreads, int mostChildren, int memoryMb, int mostMemoryPercent) {
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
    if (mostMemoryPercent > 0 && residentMb * 100 > (long) mostMemoryPercent * memoryMb) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "It uses %d MiB, more than %d %% of its budget of %d MiB.",
              residentMb,
              mostMemoryPercent,
              memoryMb));
    }
    if (use.threads() > mostThreads) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "It has %d threads, more than SLUICE_LAUNCH_MOST_THREADS=%d.",
              use.threads(),
              mostThreads));
    }
    if (use.children() > mostChildren) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "It has %d child processes, more than SLUICE_LAUNCH_MOST_CHILDREN=%d.",
              use.children(),
              mostChildren));
    }
    return Optional.empty();
  }
}
