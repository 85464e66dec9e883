package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.system.ObservedProcess.ProcessSignals;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Rows 2, 4, 11 and 37: SIGSTOP, and SIGCONT after a while. */
final class ProcessStopped implements Fault {
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final FaultTarget part;
  private final Duration lasts;
  private final int which;
  private long pid;
  private boolean stopped;

  private ProcessStopped(FaultTarget part, Duration lasts, int which) {
    this.part = part;
    this.lasts = lasts;
    this.which = which;
  }

  /** Row 2: 3 s, 20 s, 90 s of life size. */
  static Fault process(int variant, FaultRandom draws) {
    return new ProcessStopped(
        FaultTarget.PROCESS, draws.scaled(List.of(3, 20, 90).get(variant)), draws.index());
  }

  /** Row 4: 30 s of life size. */
  static Fault worker(int variant, FaultRandom draws) {
    return new ProcessStopped(FaultTarget.WORKER, draws.scaled(30), draws.index());
  }

  /**
   * Row 37: for longer than its leases of duties, and than the minute that a confirmed marker is
   * kept; neither is scaled.
   */
  static Fault adminApi(int variant, FaultRandom draws) {
    return new ProcessStopped(FaultTarget.ADMIN_API, Duration.ofSeconds(75), 0);
  }

  /** Row 11: 5 s, 30 s of life size. */
  static Fault redis(int variant, FaultRandom draws) {
    return new ProcessStopped(
        FaultTarget.REDIS, draws.scaled(List.of(5, 30).get(variant)), draws.index());
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "SIGSTOP of a %s for %d ms", part, lasts.toMillis());
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    pid = target(context);
    ProcessSignals.STOP.to(pid);
    stopped = MachineClock.await(AT_ONCE, () -> ObservedProcess.state(pid) == 'T');
    MachineClock.pause(lasts);
    ProcessSignals.CONT.to(pid);
    if (part != FaultTarget.REDIS) {
      // Once more, because what follows from it follows from its end too.
      context.inject(part, pid);
    }
  }

  private long target(FaultContext context) throws Exception {
    return switch (part) {
      case PROCESS -> {
        long process = context.process(context.worker(which), "ACTIVE").pid();
        context.inject(part, process);
        yield process;
      }
      case WORKER -> {
        var worker = context.worker(which);
        long orchestrator = worker.pid().orElseThrow(() -> new NotLanded("it went by itself"));
        context.inject(part, orchestrator);
        yield orchestrator;
      }
      case ADMIN_API -> {
        context.inject(part, context.system().adminPid());
        yield context.system().adminPid();
      }
      default -> context.system().redis().pid(); // It forgets nothing, so it excuses nothing.
    };
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(stopped, "pid " + pid + " was not stopped");
    return "pid " + pid + " was in state T";
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    if (pid > 0) {
      ProcessSignals.CONT.to(pid);
    }
  }
}
