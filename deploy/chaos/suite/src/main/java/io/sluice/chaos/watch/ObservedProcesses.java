package io.sluice.chaos.watch;

import io.sluice.chaos.system.ObservedProcess;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All observed processes. A pid identifies several over time, because the kernel reuses it. */
public record ObservedProcesses(List<Member> all) {

  /** Maximum time between the start of a process and its first observation. */
  private static final long SEEN_WITHIN = Duration.ofSeconds(5).toNanos();

  /**
   * An observed process.
   *
   * @param workerPid pid of its orchestrator
   * @param firstSeen nanoseconds of the monotonic clock
   */
  public record Member(ObservedProcess process, long workerPid, long firstSeen) {}

  public ObservedProcesses {
    all = List.copyOf(all);
  }

  /** The process with this pid at a time: the latest one that had been observed by then. */
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
