package io.sluice.chaos.watch;

import io.sluice.chaos.system.ChaosSystem;
import io.sluice.chaos.time.MachineClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which process belonged to which worker, looked at ten times a second. */
public final class Families implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(100);

  private final ChaosSystem system;
  private final Map<Long, Member> members = new ConcurrentHashMap<>();
  private final Thread thread;

  /**
   * A process that was seen.
   *
   * @param workerPid of the orchestrator that it belonged to
   * @param lastSeen nanoseconds of the monotonic clock
   */
  public record Member(long pid, long generation, int worker, long workerPid, long lastSeen) {}

  private Families(ChaosSystem system) {
    this.system = system;
    this.thread = Thread.ofPlatform().name("families").unstarted(this::look);
  }

  public static Families watch(ChaosSystem system) {
    var families = new Families(system);
    families.thread.start();
    return families;
  }

  private void look() {
    try {
      while (true) {
        for (var worker : system.workers()) {
          var pid = worker.pid();
          for (var process : worker.processes()) {
            members.put(
                process.pid(),
                new Member(
                    process.pid(),
                    process.generation(),
                    worker.number(),
                    pid.orElse(0L),
                    MachineClock.nanos()));
          }
        }
        MachineClock.pause(EVERY);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** By pid. */
  public Map<Long, Member> members() {
    return Map.copyOf(members);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
