package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.system.ChaosSystem;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Row 29: one worker ends, three more start and end again, all with the same host name. */
final class MoreWorkers implements Fault {
  private static final Duration SPREAD = Duration.ofSeconds(10);
  private static final Duration SLACK = Duration.ofSeconds(30);

  private final Set<Integer> busy = new HashSet<>();

  static Fault draw(int variant, FaultRandom draws) {
    return new MoreWorkers();
  }

  @Override
  public String describe() {
    return "workers 2 -> 1 -> 4 -> 2";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    var system = context.system();
    end(context, 2);
    for (int number = 2; number <= ChaosSystem.MAX_WORKERS; number++) {
      system.startWorker(number);
    }
    MachineClock.await(
        SPREAD,
        () -> {
          for (var worker : system.livingWorkers()) {
            if (worker.redis().counters().passedBytes() > 0
                && system
                        .database()
                        .number(
                            "select count(*) from execution_all where pid = any (?)",
                            (Object)
                                worker.processes().stream().map(p -> p.pid()).toArray(Long[]::new))
                    > 0) {
              busy.add(worker.number());
            }
          }
          return busy.size() == ChaosSystem.MAX_WORKERS;
        });
    for (int number = ChaosSystem.MAX_WORKERS; number > 2; number--) {
      end(context, number);
    }
  }

  private static void end(FaultContext context, int number) throws Exception {
    context.system().terminateWorker(number);
    context.system().workerHasEnded(number, context.times().ttl().multipliedBy(4).plus(SLACK));
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(
        busy.size() == ChaosSystem.MAX_WORKERS, "only the workers " + busy + " got work in 10 s");
    return "all four workers had work within 10 s";
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
