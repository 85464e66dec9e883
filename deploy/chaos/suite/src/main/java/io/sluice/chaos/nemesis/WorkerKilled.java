package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.system.ObservedProcess.ProcessSignals;
import io.sluice.chaos.system.WorkerSlot;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Row 3: SIGKILL of an orchestrator, whose processes must then end by themselves. */
final class WorkerKilled implements Fault {
  private static final Duration GONE = Duration.ofSeconds(10);

  /** Within as many lease times its work starts elsewhere. */
  private static final int LEASES = 2;

  private final int which;
  private int number;
  private long pid;
  private List<ObservedProcess> processes = List.of();

  WorkerKilled(int which) {
    this.which = which;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new WorkerKilled(draws.index());
  }

  @Override
  public String describe() {
    return "kill -9 of an orchestrator";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    WorkerSlot worker = context.worker(which);
    number = worker.number();
    pid = worker.pid().orElseThrow(() -> new NotLanded("the worker went by itself"));
    processes = worker.processes();
    context.inject(FaultTarget.WORKER, pid);
    processes.forEach(process -> context.inject(FaultTarget.PROCESS, process.pid()));
    ProcessSignals.KILL.to(pid);
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    long began = MachineClock.nanos();
    NotLanded.unless(
        MachineClock.await(GONE, () -> !ObservedProcess.lives(pid)), "worker-" + number + " lives");
    var gone = MachineClock.await(GONE, () -> processes.stream().noneMatch(ObservedProcess::lives));
    NotLanded.unless(gone, "processes of worker-" + number + " outlive it: " + processes);
    return String.format(
        Locale.ROOT,
        "worker-%d (pid %d) is gone, and its %d processes %d ms later",
        number,
        pid,
        processes.size(),
        MachineClock.since(began).toMillis());
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    if (number > 0) {
      context.system().workerHasEnded(number, GONE);
      context.system().startWorker(number);
      // Whoever takes its work over is measured: no other fault may fall into that.
      MachineClock.pause(context.times().ttl().multipliedBy(LEASES));
    }
  }
}
