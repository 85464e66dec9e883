package io.sluice.local.bench;

import io.sluice.local.LocalSystem;
import io.sluice.local.child.Child;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * CPU time of each part of a system, from the kernel. The time of a process that has ended between
 * two readings is lost, so that only a stretch without ends is exact.
 */
final class CpuByPart {
  private static final String CLIENT = "this client";

  private CpuByPart() {}

  /** Returns the CPU time in seconds by part; all workers together are two parts. */
  static Map<String, Double> read(LocalSystem system) {
    var seconds = new LinkedHashMap<String, Double>();
    for (Child child : system.children()) {
      ProcessHandle process = ProcessHandle.of(child.pid()).orElse(null);
      if (process == null) {
        continue;
      }
      switch (child.role()) {
        case POSTGRES -> add(seconds, "PostgreSQL", withDescendants(process));
        case REDIS -> add(seconds, "Redis", withDescendants(process));
        case ADMIN_API -> add(seconds, "admin-api", withDescendants(process));
        case DIAGNOSTICS_WEB -> add(seconds, "diagnostics-web", withDescendants(process));
        case WORKER -> {
          add(seconds, "orchestrator", Stream.of(process));
          add(seconds, "processes", process.descendants());
        }
      }
    }
    add(seconds, CLIENT, Stream.of(ProcessHandle.current()));
    return seconds;
  }

  /**
   * Returns the CPU time of one execution in microseconds by part.
   *
   * @param executions number that ran between both readings
   */
  static Map<String, Double> microsOfOne(
      Map<String, Double> before, Map<String, Double> after, long executions) {
    var micros = new LinkedHashMap<String, Double>();
    after.forEach(
        (part, seconds) ->
            micros.put(part, 1e6 * (seconds - before.getOrDefault(part, 0.0)) / executions));
    return micros;
  }

  private static void add(
      Map<String, Double> seconds, String part, Stream<ProcessHandle> processes) {
    double sum =
        processes
            .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
            .mapToDouble(time -> time.toNanos() / 1e9)
            .sum();
    seconds.merge(part, sum, Double::sum);
  }

  private static Stream<ProcessHandle> withDescendants(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }
}
