package io.sluice.chaos.check;

import io.sluice.chaos.ledger.Run;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.watch.ProcessTreeSampler.ObservedProcesses.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Invariant I5: healthy executions are not killed. An attempt of a healthy execution without an end
 * of its own needs an explanation: a later attempt that fenced it, a fault of its process or
 * worker, or a neighbour that ended their process. A completed attempt needs none, but a long one
 * must not be repeated without a fault.
 */
final class HealthyAttempts {
  private static final Set<String> HOSTILE = Set.of("chaos-hostile", "chaos-greedy");

  /** Number of lease TTLs that processes of a stopped or silent worker may stay alive. */
  private static final int TTLS = 5;

  private final RunRecord record;
  private final LedgerRuns runs;
  private final List<String> offenders = new ArrayList<>();

  private HealthyAttempts(RunRecord record) {
    this.record = record;
    this.runs = new LedgerRuns(record.observed().runs());
  }

  static InvariantResult check(RunRecord record) {
    return new HealthyAttempts(record).check();
  }

  private InvariantResult check() {
    long inspected = 0;
    for (var accepted : record.requests().accepted().values()) {
      if (!accepted.share().healthy() || record.requests().cancelled().contains(accepted.id())) {
        continue;
      }
      var all = runs.of(accepted.id());
      inspected += all.size();
      all.forEach(this::inspect);
      if (accepted.share() == Share.HEALTHY_AND_LONG) {
        repetitions(all);
      }
    }
    return InvariantResult.of(Invariant.I5, inspected, offenders);
  }

  private void inspect(Run run) {
    var killed =
        run.end().isEmpty()
            ? Optional.of("has no end")
            : run.end().get().interrupted()
                ? Optional.of("was told to stop")
                : Optional.<String>empty();
    if (killed.isPresent() && !fenced(run) && !harmed(run)) {
      offenders.add(
          String.format(
              Locale.ROOT,
              "%s %s attempt %s in process %d %s",
              run.execution(),
              run.workflow(),
              run.token(),
              run.pid(),
              killed.get()));
    }
  }

  /** True if a later attempt had started by then. */
  private boolean fenced(Run run) {
    return runs.higher(run.execution(), run.token(), run.lastSeen() + record.ttl()).isPresent()
        || forgotten(run);
  }

  /**
   * True if Redis had lost the claim, so that another worker got the same token: tokens are counted
   * in Redis, and a promoted replica may lack some writes.
   */
  private boolean forgotten(Run run) {
    return runs.again(run, run.lastSeen() + record.ttl()).isPresent()
        && record.faults().injected().stream()
            .anyMatch(
                fault ->
                    fault.part() == FaultTarget.REDIS
                        && Math.abs(fault.at() - run.start()) <= record.ttl());
  }

  private boolean harmed(Run run) {
    return inject(FaultTarget.PROCESS, run.pid(), run)
        || inject(FaultTarget.WORKER, workerOf(run), run)
        || crashedByNeighbour(run);
  }

  private long workerOf(Run run) {
    return record
        .observed()
        .members()
        .at(run.pid(), run.lastSeen())
        .map(Member::workerPid)
        .orElse(-1L);
  }

  private boolean inject(FaultTarget part, long pid, Run run) {
    return record.faults().injected().stream()
        .anyMatch(
            fault ->
                fault.part() == part
                    && fault.pid() == pid
                    && fault.at() >= run.start() - TTLS * record.ttl()
                    && fault.at() <= run.lastSeen() + TTLS * record.ttl());
  }

  private boolean crashedByNeighbour(Run run) {
    return record.observed().runs().stream()
        .anyMatch(
            other ->
                other.pid() == run.pid()
                    && HOSTILE.contains(other.workflow())
                    && other.end().isEmpty());
  }

  private void repetitions(List<Run> all) {
    for (int i = 1; i < all.size(); i++) {
      var earlier = all.get(i - 1);
      var later = all.get(i);
      if (!harmed(earlier) && !sharedHarm(earlier, later)) {
        offenders.add(
            "%s is healthy and long, and attempt %s was repeated as %s without a fault"
                .formatted(earlier.execution(), earlier.token(), later.token()));
      }
    }
  }

  /** Faults of Redis, and of the network to it, affect whole workers. */
  private boolean sharedHarm(Run earlier, Run later) {
    return record.faults().injected().stream()
        .anyMatch(
            fault ->
                (fault.part() == FaultTarget.REDIS
                        || (fault.part() == FaultTarget.NETWORK
                            && fault.pid() == workerOf(earlier)))
                    && fault.at() >= earlier.start() - TTLS * record.ttl()
                    && fault.at() <= later.start());
  }
}
