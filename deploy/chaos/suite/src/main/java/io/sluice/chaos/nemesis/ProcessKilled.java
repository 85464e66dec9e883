package io.sluice.chaos.nemesis;

import io.sluice.chaos.system.ProcessSeen;
import io.sluice.chaos.system.Signals;
import io.sluice.chaos.time.MachineClock;
import java.time.Duration;

/** Row 1: SIGKILL of a process, with executions (ACTIVE) or idle (STANDBY). */
final class ProcessKilled implements Fault {
  private static final Duration GONE = Duration.ofSeconds(5);

  private final String state;
  private final int worker;
  private long pid;

  ProcessKilled(String state, int worker) {
    this.state = state;
    this.worker = worker;
  }

  static Fault draw(int variant, Draws draws) {
    return new ProcessKilled(variant == 0 ? "ACTIVE" : "STANDBY", draws.index());
  }

  @Override
  public String describe() {
    return "kill -9 of the " + state + " process";
  }

  @Override
  public void inject(Arena arena) throws Exception {
    pid = arena.process(arena.worker(worker), state).pid();
    arena.harm(Part.PROCESS, pid);
    Signals.KILL.to(pid);
  }

  @Override
  public String proof(Arena arena) throws Exception {
    NotLanded.unless(
        MachineClock.await(GONE, () -> !ProcessSeen.lives(pid)), "process " + pid + " lives");
    return "process " + pid + " is gone";
  }
}
