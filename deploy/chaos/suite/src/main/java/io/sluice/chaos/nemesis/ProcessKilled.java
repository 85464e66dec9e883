package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.system.ObservedProcess.ProcessSignals;
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

  static Fault draw(int variant, FaultRandom draws) {
    return new ProcessKilled(variant == 0 ? "ACTIVE" : "STANDBY", draws.index());
  }

  @Override
  public String describe() {
    return "kill -9 of the " + state + " process";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    pid = context.process(context.worker(worker), state).pid();
    context.inject(FaultTarget.PROCESS, pid);
    ProcessSignals.KILL.to(pid);
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    NotLanded.unless(
        MachineClock.await(GONE, () -> !ObservedProcess.lives(pid)), "process " + pid + " lives");
    return "process " + pid + " is gone";
  }
}
