package io.sluice.chaos.check;

import io.sluice.chaos.ledger.Run;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.nemesis.FaultTarget;
import io.sluice.chaos.watch.ObservedProcesses.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * I5: an attempt of a healthy execution that did not come to its own end must be explained by a
 * later attempt that fenced it, by a fault of its process or worker, or by a neighbour that took
 * the process with it. An attempt that came to its end needs no explanation, but a long one must
 * not be repeated without a fault.
 */
final class HealthyAttempts {
  private static final Set<String> HOSTILE = Set.of("chaos-hostile", "chaos-greedy");

  /** A stopped or silent worker's processes may live this many TTLs before they go. */
  private static final int TTLS = 5;

  private final RunRecord facts;
  private final LedgerRuns runs;
  private final List<String> offenders = new ArrayList<>();

  private HealthyAttempts(RunRecord facts) {
    this.facts = facts;
    this.runs = new LedgerRuns(facts.runs());
  }

  static InvariantResult check(RunRecord facts) {
    return new HealthyAttempts(facts).check();
  }

  private InvariantResult check() {
    long inspected = 0;
    for (var accepted : facts.accepted().values()) {
      if (!accepted.share().healthy() || facts.cancelled().contains(accepted.id())) {
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

  /** Whether somebody else had it by then. */
  private boolean fenced(Run run) {
    return runs.higher(run.execution(), run.token(), run.lastSeen() + facts.ttl()).isPresent()
        || forgotten(run);
  }

  /**
   * Whether Redis had lost its claim, so that somebody else was given the same one: the tokens are
   * counted there, and a replica that takes over may be some writes behind.
   */
  private boolean forgotten(Run run) {
    return runs.again(run, run.lastSeen() + facts.ttl()).isPresent()
        && facts.harms().stream()
            .anyMatch(
                harm ->
                    harm.part() == FaultTarget.REDIS && Math.abs(harm.at() - run.start()) <= facts.ttl());
  }

  private boolean harmed(Run run) {
    return harm(FaultTarget.PROCESS, run.pid(), run)
        || harm(FaultTarget.WORKER, workerOf(run), run)
        || crashedByNeighbour(run);
  }

  private long workerOf(Run run) {
    return facts.members().at(run.pid(), run.lastSeen()).map(Member::workerPid).orElse(-1L);
  }

  private boolean harm(FaultTarget part, long pid, Run run) {
    return facts.harms().stream()
        .anyMatch(
            harm ->
                harm.part() == part
                    && harm.pid() == pid
                    && harm.at() >= run.start() - TTLS * facts.ttl()
                    && harm.at() <= run.lastSeen() + TTLS * facts.ttl());
  }

  private boolean crashedByNeighbour(Run run) {
    return facts.runs().stream()
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

  /** Redis, and the network to it, are harmed for whole workers. */
  private boolean sharedHarm(Run earlier, Run later) {
    return facts.harms().stream()
        .anyMatch(
            harm ->
                (harm.part() == FaultTarget.REDIS
                        || (harm.part() == FaultTarget.NETWORK && harm.pid() == workerOf(earlier)))
                    && harm.at() >= earlier.start() - TTLS * facts.ttl()
                    && harm.at() <= later.start());
  }
}
