package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.system.WorkerSlot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Row 5: terminates each worker in turn and starts it again. It must have no consequences. */
final class RollingRestart implements Fault {
  private static final int MAX_WORK_TTLS = 4;
  private static final Duration SLACK = Duration.ofSeconds(30);

  private final List<String> ended = new ArrayList<>();

  static Fault draw(int variant, FaultRandom draws) {
    return new RollingRestart();
  }

  @Override
  public String describe() {
    return "SIGTERM and start of each worker in turn";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    var system = context.system();
    var limit = context.times().ttl().multipliedBy(MAX_WORK_TTLS).plus(SLACK);
    for (int number : system.livingWorkers().stream().map(WorkerSlot::number).toList()) {
      long began = MachineClock.nanos();
      system.terminateWorker(number);
      system.workerHasEnded(number, limit);
      ended.add(
          String.format(
              Locale.ROOT,
              "worker-%d drained in %d ms",
              number,
              MachineClock.since(began).toMillis()));
      system.startWorker(number);
    }
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(!ended.isEmpty(), "no worker ended");
    return String.join(", ", ended);
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    for (int number = 1; number <= 2; number++) {
      if (!context.system().worker(number).isAlive()) {
        context.system().startWorker(number);
      }
    }
  }
}
