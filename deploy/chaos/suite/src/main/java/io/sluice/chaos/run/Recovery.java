package io.sluice.chaos.run;

import io.sluice.chaos.check.RunRecord;
import io.sluice.chaos.ledger.Run;
import io.sluice.chaos.nemesis.FaultResult;
import io.sluice.chaos.nemesis.InjectedFault;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.watch.ProcessTreeSampler.ObservedProcesses.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Measures by the ledger how long the work of killed processes took to start again. Pure. */
final class Recovery {
  private static final String WORKER_KILLED = "kill -9 of an orchestrator";

  /** Executions write four lines a second: one that was silent for longer had ended before. */
  private static final long BEATS_WITHIN = Duration.ofSeconds(2).toNanos();

  private final RunRecord record;
  private final Map<String, List<Run>> byExecution;

  Recovery(RunRecord record) {
    this.record = record;
    this.byExecution =
        record.observed().runs().stream()
            .sorted(Comparator.comparing(Run::token))
            .collect(Collectors.groupingBy(Run::execution));
  }

  /** From the kill of a worker to the start of what it ran elsewhere. */
  DurationSummary ofWorkers() {
    var all = new ArrayList<Long>();
    record.faults().results().stream()
        .filter(result -> result.fault().equals(WORKER_KILLED))
        .forEach(result -> all.addAll(afterWorker(result)));
    return DurationSummary.of(all);
  }

  private List<Long> afterWorker(FaultResult result) {
    return record.faults().injected().stream()
        .filter(fault -> fault.part() == FaultTarget.WORKER && within(result, fault))
        .flatMap(
            fault ->
                unfinished(fault.at()).stream()
                    .filter(run -> workerOf(run) == fault.pid())
                    .flatMap(run -> nextStart(run, fault.at()).stream()))
        .toList();
  }

  private static boolean within(FaultResult result, InjectedFault fault) {
    return fault.at() >= result.began() && fault.at() <= result.healed();
  }

  private long workerOf(Run run) {
    return record
        .observed()
        .members()
        .at(run.pid(), run.lastSeen())
        .map(Member::workerPid)
        .orElse(-1L);
  }

  /** From the last sign of what died with its process to its next start. */
  DurationSummary ofProcesses() {
    var killed = new HashMap<Long, Long>();
    record.faults().results().stream()
        .filter(result -> result.row() == 1)
        .forEach(
            result ->
                record.faults().injected().stream()
                    .filter(fault -> fault.part() == FaultTarget.PROCESS && within(result, fault))
                    .forEach(fault -> killed.put(fault.pid(), fault.at())));
    var all = new ArrayList<Long>();
    killed.forEach(
        (pid, at) ->
            unfinished(at).stream()
                .filter(run -> run.pid() == pid)
                .forEach(run -> nextStart(run, at).ifPresent(all::add)));
    return DurationSummary.of(all);
  }

  /**
   * The runs at a moment; an interrupt caused by the fault at that moment does not count as their
   * end.
   */
  private List<Run> unfinished(long at) {
    return record.observed().runs().stream()
        .filter(run -> run.start() < at && run.lastSeen() > at - BEATS_WITHIN)
        .filter(run -> run.end().filter(end -> !end.interrupted() || end.at() < at).isEmpty())
        .toList();
  }

  private Optional<Long> nextStart(Run run, long since) {
    return byExecution.getOrDefault(run.execution(), List.of()).stream()
        .filter(next -> next.token().compareTo(run.token()) > 0)
        .map(next -> next.start() - since)
        .filter(nanos -> nanos > 0)
        .findFirst();
  }

  /** From FLUSHALL to the first start of all that had been accepted and not started by then. */
  DurationSummary ofWipes() {
    var all = new ArrayList<Long>();
    record.faults().results().stream()
        .filter(result -> result.fault().equals("FLUSHALL"))
        .forEach(
            result ->
                record.requests().accepted().values().stream()
                    .filter(accepted -> accepted.atNanos() < result.began())
                    .map(accepted -> byExecution.getOrDefault(accepted.id(), List.of()))
                    .filter(runs -> !runs.isEmpty() && runs.getFirst().start() > result.began())
                    .forEach(runs -> all.add(runs.getFirst().start() - result.began())));
    return DurationSummary.of(all);
  }

  /** Times without an ACTIVE process, by the event logs. */
  DurationSummary gaps() {
    var all = new ArrayList<Long>();
    for (var session : record.observed().sessions()) {
      Optional<Long> since = Optional.empty();
      boolean served = false;
      for (var change : session) {
        if (change.event().equals("CloseRequested")) {
          break;
        }
        if (change.noneActive() && served && since.isEmpty()) {
          since = Optional.of(change.atMillis());
        } else if (!change.noneActive()) {
          served = true;
          since.ifPresent(from -> all.add((change.atMillis() - from) * 1_000_000));
          since = Optional.empty();
        }
      }
    }
    return DurationSummary.of(all);
  }

  /**
   * Percentiles of durations.
   *
   * @param sorted nanoseconds
   */
  record DurationSummary(List<Long> sorted) {
    static DurationSummary of(Collection<Long> nanos) {
      return new DurationSummary(nanos.stream().sorted().toList());
    }

    String inWords() {
      return sorted.isEmpty()
          ? "not seen"
          : String.format(
              Locale.ROOT, "p50 %s, p99 %s, max %s (%d)", at(0.5), at(0.99), at(1), sorted.size());
    }

    private String at(double share) {
      int index = (int) Math.ceil(share * sorted.size()) - 1;
      double millis = sorted.get(Math.max(0, index)) / 1e6;
      return millis < 1000
          ? String.format(Locale.ROOT, "%.0f ms", millis)
          : String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }
  }
}
