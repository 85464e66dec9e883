package io.sluice.process.lifecycle;

import com.sun.management.UnixOperatingSystemMXBean;
import io.sluice.protocol.Stats;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/** Reads the resource usage of the process, for the answer to a Ping. */
public final class ProcessUsage {
  private static final long PAGE_BYTES = 4096;
  private static final Duration PSS_AGE = Duration.ofSeconds(30);
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final Path SMAPS = Path.of("/proc/self/smaps_rollup");

  private final InstantSource clock;
  private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();
  private final UnixOperatingSystemMXBean system =
      (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private Instant pssReadAt = Instant.MIN;
  private long pssBytes;

  public ProcessUsage(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Returns memory, threads, files and CPU. PSS is at most 30 s old, because reading it is
   * expensive.
   */
  public Stats.Builder read() {
    return Stats.newBuilder()
        .setHeapUsedBytes(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed())
        .setMetaspaceUsedBytes(used(name -> name.equals("Metaspace")))
        .setCodeCacheUsedBytes(used(name -> name.startsWith("Code")))
        .setGcMs(collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum())
        .setThreads(ManagementFactory.getThreadMXBean().getThreadCount())
        .setOpenFiles(system.getOpenFileDescriptorCount())
        .setRssBytes(rssBytes())
        .setPssBytes(pssBytes())
        .setCpuNanos(system.getProcessCpuTime());
  }

  /** Returns the used part of the allowed metaspace; 0 if it has no limit. */
  public double metaspaceShare() {
    return pools.stream()
        .filter(pool -> pool.getName().equals("Metaspace") && pool.getUsage().getMax() > 0)
        .mapToDouble(pool -> (double) pool.getUsage().getUsed() / pool.getUsage().getMax())
        .findFirst()
        .orElse(0);
  }

  /** Returns the number of open files, sockets and pipes. */
  public long openFiles() {
    return system.getOpenFileDescriptorCount();
  }

  /** Returns the maximum of open files. */
  public long maxOpenFiles() {
    return system.getMaxFileDescriptorCount();
  }

  private long used(Predicate<String> pool) {
    return pools.stream()
        .filter(each -> pool.test(each.getName()))
        .mapToLong(each -> each.getUsage().getUsed())
        .sum();
  }

  private static long rssBytes() {
    try {
      return Long.parseLong(Files.readString(STATM).split(" ", 3)[1]) * PAGE_BYTES;
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }

  private long pssBytes() {
    var now = clock.instant();
    if (pssReadAt.isBefore(now.minus(PSS_AGE))) {
      pssReadAt = now;
      pssBytes = readPss();
    }
    return pssBytes;
  }

  private static long readPss() {
    try (var lines = Files.lines(SMAPS)) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .sum();
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }
}
