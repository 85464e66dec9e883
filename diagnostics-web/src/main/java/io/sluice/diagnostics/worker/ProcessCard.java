package io.sluice.diagnostics.worker;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.EndedExecutions.EndedExecution;
import io.sluice.diagnostics.live.NamedExecutions;
import io.sluice.diagnostics.page.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One process with its executions.
 *
 * @param sentence the reason why it waits; empty while it serves
 */
record ProcessCard(
    Identity identity,
    State state,
    String model,
    Use use,
    String sentence,
    List<ExecutionRow> rows) {

  /** A process of a worker; pid 0 before its launch. */
  record Identity(String worker, long pid, long generation) {

    /** Identifies it on the page by worker and generation, because pids are reused. */
    public String key() {
      return worker + "-" + generation;
    }
  }

  /** Its state in the fleet. */
  record State(String name, String css, Instant since) {}

  /** Its use of resources, formatted. */
  record Use(MemoryUse memory, String cpu, String uptime, String ended) {}

  private static final Set<String> LEAVING = Set.of("DRAINING", "PENDING_KILL");
  private static final Set<String> SERVING = Set.of("ACTIVE", "STANDBY");

  /** Problems first, then by age. */
  static final Comparator<ProcessCard> ORDER =
      Comparator.comparing((ProcessCard card) -> !card.stuck())
          .thenComparing(card -> !card.leaving())
          .thenComparingLong(card -> card.identity().generation());

  static ProcessCard of(
      String worker, WorkerView.ProcessState process, List<EndedExecution> endings, Instant now) {
    var rows =
        Stream.concat(
                NamedExecutions.in(process).map(ExecutionRow::of),
                endings.stream()
                    .filter(e -> e.workerId().equals(worker))
                    .filter(e -> e.generation() == process.generation())
                    .map(ExecutionRow::of))
            .sorted(ExecutionRow.ORDER)
            .toList();
    return new ProcessCard(
        new Identity(worker, process.pid(), process.generation()),
        new State(process.state(), Formats.css(process.state()), process.stateSince()),
        process.executionModel(),
        new Use(
            new MemoryUse(process.memoryMb(), process.memoryLimitMb()),
            Math.round(process.cpuPercent()) + " %",
            Formats.duration(Duration.ofSeconds(process.uptimeSeconds())),
            Formats.count(process.jobsProcessed())),
        LEAVING.contains(process.state()) ? waitsFor(rows, now) : "",
        rows);
  }

  /** Describes the wait: "Waiting for 1 healthy execution (Import Users, 8m 34s)". */
  static String waitsFor(List<ExecutionRow> rows, Instant now) {
    var healthy = rows.stream().filter(ExecutionRow::healthy).toList();
    if (healthy.isEmpty()) {
      return "Only stuck executions remain, exiting";
    }
    var oldest = healthy.stream().min(Comparator.comparing(ExecutionRow::since)).orElseThrow();
    return "Waiting for %s (%s%s, %s)"
        .formatted(
            Formats.count(healthy.size(), "healthy execution"),
            healthy.size() == 1 ? "" : "longest: ",
            oldest.workflow(),
            Formats.duration(Duration.between(oldest.since(), now)));
  }

  /** True if it has a pid. */
  public boolean launched() {
    return identity.pid() > 0;
  }

  public boolean stuck() {
    return rows.stream().anyMatch(ExecutionRow::stuck);
  }

  /** True if an administrator may recycle it. */
  public boolean recyclable() {
    return launched() && SERVING.contains(state.name());
  }

  /** True if it drains, so that it may be killed. */
  public boolean leaving() {
    return launched() && LEAVING.contains(state.name());
  }

  /** The memory of a process and its limit, in MiB; a limit of 0 is unknown. */
  record MemoryUse(long used, long limit) {

    /** Percentage from which the use is highlighted and listed on the overview. */
    static final int TIGHT_PERCENT = 85;

    public String words() {
      return Formats.memory(used, limit);
    }

    public boolean limited() {
      return limit > 0;
    }

    public long percent() {
      return Formats.percent(used, limit);
    }

    public boolean tight() {
      return percent() > TIGHT_PERCENT;
    }

    /** The value for a meter from which use counts as high. */
    public long high() {
      return limit * TIGHT_PERCENT / 100;
    }
  }
}
