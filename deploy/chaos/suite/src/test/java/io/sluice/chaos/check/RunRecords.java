package io.sluice.chaos.check;

import io.sluice.chaos.check.RunRecord.RecordedAttempt;
import io.sluice.chaos.check.RunRecord.RecordedExecution;
import io.sluice.chaos.check.RunRecord.Remains;
import io.sluice.chaos.ledger.Run;
import io.sluice.chaos.ledger.Run.Token;
import io.sluice.chaos.load.Answers.Accepted;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.nemesis.BlockObserver.Block;
import io.sluice.chaos.nemesis.FaultResult;
import io.sluice.chaos.nemesis.FaultResult.Landing;
import io.sluice.chaos.nemesis.InjectedFault;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.watch.FleetLog.Change;
import io.sluice.chaos.watch.OutcomeSampler.Outcome;
import io.sluice.chaos.watch.ProcessTreeSampler.ObservedProcesses;
import io.sluice.chaos.watch.ProcessTreeSampler.ObservedProcesses.Member;
import io.sluice.chaos.watch.StartedEvents.Started;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds records for tests. Times are in milliseconds; the TTL is 2 s; worker 900 has process 1.
 */
public final class RunRecords {
  static final long MS = 1_000_000;
  private final Map<String, Accepted> accepted = new LinkedHashMap<>();
  private final Set<String> cancelled = new HashSet<>();
  private final List<String> broken = new ArrayList<>();
  private final Map<String, RecordedExecution> recorded = new LinkedHashMap<>();
  private final List<RecordedAttempt> attempts = new ArrayList<>();
  private final Map<String, Outcome> first = new HashMap<>();
  private final List<Run> runs = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<InjectedFault> injected = new ArrayList<>();
  private final List<FaultResult> results = new ArrayList<>();
  private final List<Started> started = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, Long> sizes = new HashMap<>(Map.of("claims", 0L));
  private final List<Long> processes = new ArrayList<>();
  private Optional<RunRecord.Commands> commands = Optional.empty();

  static RunRecords record() {
    return new RunRecords();
  }

  RunRecords accepted(String id, Share share) {
    accepted.put(id, new Accepted(id, "chaos-work", share, 0, Optional.of("m-" + id)));
    return this;
  }

  RunRecords cancelled(String id) {
    cancelled.add(id);
    return this;
  }

  RunRecords broken(String sentence) {
    broken.add(sentence);
    return this;
  }

  RunRecords recorded(String id, String status, long epoch, long claim, long finishedMs) {
    return recorded(id, status, epoch, claim, finishedMs, "\"m-" + id + "\"");
  }

  RunRecords recorded(
      String id, String status, long epoch, long claim, long finishedMs, String result) {
    recorded.put(
        id,
        new RecordedExecution(
            id,
            "chaos-work",
            status,
            Optional.empty(),
            new Token(epoch, claim),
            Optional.of(result),
            status.equals("PENDING") ? Optional.empty() : Optional.of(finishedMs * MS),
            0));
    return this;
  }

  RunRecords attempt(String id, long epoch, long claim, String status, long finishedMs) {
    attempts.add(
        new RecordedAttempt(id, new Token(epoch, claim), status, Optional.of(finishedMs * MS)));
    return this;
  }

  RunRecords firstSeen(String id, String status, long epoch) {
    first.put(id, new Outcome(status, epoch, Instant.EPOCH));
    return this;
  }

  RunRecords ran(String id, long epoch, long claim, long fromMs, long toMs, String how) {
    return ran(id, "chaos-work", 1, epoch, claim, fromMs, toMs, how);
  }

  /** Adds a run; {@code how} "none" is an attempt without an end. */
  RunRecords ran(
      String id,
      String workflow,
      long pid,
      long epoch,
      long claim,
      long fromMs,
      long toMs,
      String how) {
    var end =
        how.equals("none") ? Optional.<Run.End>empty() : Optional.of(new Run.End(toMs * MS, how));
    runs.add(new Run(id, new Token(epoch, claim), workflow, pid, fromMs * MS, toMs * MS, end));
    return this;
  }

  RunRecords change(
      long generation, String from, String to, String event, long step, String active) {
    changes.add(new Change(step, generation, from, to, event, "thread", step, active));
    return this;
  }

  RunRecords inject(FaultTarget part, long pid, long atMs) {
    injected.add(new InjectedFault(part, pid, atMs * MS));
    return this;
  }

  RunRecords result(int row, Landing landing) {
    results.add(new FaultResult(row, "a fault", landing, 0, 0, "words"));
    return this;
  }

  RunRecords started(String id, long atMs) {
    started.add(new Started(id, atMs));
    return this;
  }

  RunRecords blocked(long fromMs, long toMs) {
    blocks.add(new Block("chaos-work", fromMs, toMs));
    return this;
  }

  RunRecords left(String structure, long size) {
    sizes.put(structure, size);
    return this;
  }

  RunRecords alive(long pid) {
    processes.add(pid);
    return this;
  }

  RunRecords commands(long all, String... open) {
    commands = Optional.of(new RunRecord.Commands(all, List.of(open), Set.of(2L)));
    return this;
  }

  private static Member member(long pid) {
    return new Member(new ObservedProcess(pid, pid, 0), 900, 0);
  }

  RunRecord build() {
    return new RunRecord(
        new RunRecord.Requests(accepted, cancelled, broken, 0),
        new RunRecord.Recorded(recorded, attempts, first, commands, 0),
        new RunRecord.Observed(
            runs,
            new ObservedProcesses(List.of(member(1), member(2))),
            List.of(changes),
            started,
            blocks),
        new RunRecord.Faults(injected, results),
        new Remains(sizes, processes, List.of()),
        2000 * MS);
  }
}
