package io.sluice.chaos.watch;

import io.sluice.chaos.system.ObservedProcess;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The processes that were seen. A pid names one after the other, since the kernel gives it again.
 */
public record ObservedProcesses(List<Member> all) {

  /** A process may have worked for so long before it was first seen. */
  private static final long SEEN_WITHIN = Duration.ofSeconds(5).toNanos();

  /**
   * A process that was seen.
   *
   * @param workerPid of the orchestrator that it belonged to
   * @param firstSeen nanoseconds of the monotonic clock
   */
  public record Member(ObservedProcess process, long workerPid, long firstSeen) {}

  public ObservedProcesses {
    all = List.copyOf(all);
  }

  /** Whose pid it was then: of those that had been seen, the one that came last. */
  public Optional<Member> at(long pid, long nanos) {
    return all.stream()
        .filter(member -> member.process().pid() == pid)
        .filter(member -> member.firstSeen() <= nanos + SEEN_WITHIN)
        .max(Comparator.comparingLong(Member::firstSeen));
  }

  /** Those that live now. */
  public List<ObservedProcess> alive() {
    return all.stream().map(Member::process).filter(ObservedProcess::lives).toList();
  }
}
