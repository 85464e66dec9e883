package io.sluice.chaos.watch;

import io.sluice.chaos.system.ChaosSystem;
import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.system.MachineClock;
import io.sluice.chaos.watch.ObservedProcesses.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
}
