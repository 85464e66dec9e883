package io.sluice.chaos.run;

import io.sluice.chaos.check.RunRecord;
import io.sluice.chaos.ledger.Run;
import io.sluice.chaos.nemesis.InjectedFault;
import io.sluice.chaos.nemesis.FaultTarget;
import io.sluice.chaos.nemesis.FaultResult;
import io.sluice.chaos.watch.ObservedProcesses.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Measures by the ledger how long the work of killed processes took to start again. Pure. */
final class Recovery {
  private static final String WORKER_KILLED = "kill -9 of an orchestrator";

  /** Executions write four lines a second: one that was silent for longer had ended before. */
  private static final long BEATS_WITHIN = Duration.ofSeconds(2).toNanos();

  private final RunRecord facts;
  private final Map<String, List<Run>> byExecution;

  Recovery(RunRecord facts) {
    this.facts = facts;
    this.byExecution =
        facts.runs().stream()
            .sorted(Comparator.comparing(Run::token))
            .collect(Collectors.groupingBy(Run::execution));
  }

  /** From the kill of a worker to the start of what it ran elsewhere. */
  DurationSummary ofWorkers() {
    var all = new ArrayList<Long>();
    facts.strikes().stream()
        .filter(strike -> strike.fault().equals(WORKER_KILLED))
        .forEach(strike -> all.addAll(afterWorker(strike)));
    return DurationSummary.of(all);
  }

  private List<Long> afterWorker(FaultResult strike) {
    return facts.harms().stream()
        .filter(harm -> harm.part() == FaultTarget.WORKER && within(strike, harm))
        .flatMap(
            harm ->
                unfinished(harm.at()).stream()
                    .filter(run -> workerOf(run) == harm.pid())
                    .flatMap(run -> nextStart(run, harm.at()).stream()))
        .toList();
  }

  private static boolean within(FaultResult strike, InjectedFault harm) {
    return harm.at() >= strike.began() && harm.at() <= strike.healed();
  }

  private long workerOf(Run run) {
    return facts.members().at(run.pid(), run.lastSeen()).map(Member::workerPid).orElse(-1L);
  }

  /** From the last sign of what died with its process to its next start. */
  DurationSummary ofProcesses() {
    var killed = new HashMap<Long, Long>();
    facts.strikes().stream()
        .filter(strike -> strike.row() == 1)
        .forEach(
            strike ->
                facts.harms().stream()
                    .filter(harm -> harm.part() == FaultTarget.PROCESS && within(strike, harm))
                    .forEach(harm -> killed.put(harm.pid(), harm.at())));
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
    return facts.runs().stream()
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
    facts.strikes().stream()
        .filter(strike -> strike.fault().equals("FLUSHALL"))
        .forEach(
            strike ->
                facts.accepted().values().stream()
                    .filter(accepted -> accepted.atNanos() < strike.began())
                    .map(accepted -> byExecution.getOrDefault(accepted.id(), List.of()))
                    .filter(runs -> !runs.isEmpty() && runs.getFirst().start() > strike.began())
                    .forEach(runs -> all.add(runs.getFirst().start() - strike.began())));
    return DurationSummary.of(all);
  }

  /** Times without an ACTIVE process, by the event logs. */
  DurationSummary gaps() {
    var all = new ArrayList<Long>();
    for (var session : facts.sessions()) {
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
}
