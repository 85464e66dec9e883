package io.sluice.chaos.watch;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.system.ChaosSystem;
import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.watch.ProcessTreeSampler.ObservedProcesses.Member;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Samples ten times a second which process belongs to which worker. */
public final class ProcessTreeSampler implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final ChaosSystem system;
  private final Map<ObservedProcess, Member> members = new ConcurrentHashMap<>();
  private final Thread thread;

  private ProcessTreeSampler(ChaosSystem system) {
    this.system = system;
    this.thread = Thread.ofPlatform().name("families").unstarted(this::look);
  }

  public static ProcessTreeSampler watch(ChaosSystem system) {
    var sampler = new ProcessTreeSampler(system);
    sampler.thread.start();
    return sampler;
  }

  private void look() {
    try {
      while (true) {
        for (var worker : system.workers()) {
          long pid = worker.pid().orElse(0L);
          for (var process : worker.processes()) {
            members.putIfAbsent(process, new Member(process, pid, MachineClock.nanos()));
          }
        }
        MachineClock.pause(INTERVAL);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  public ObservedProcesses members() {
    return new ObservedProcesses(List.copyOf(members.values()));
  }

  @Override
  public void close() {
    thread.interrupt();
  }

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
}
