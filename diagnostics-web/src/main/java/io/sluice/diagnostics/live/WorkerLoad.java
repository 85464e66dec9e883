package io.sluice.diagnostics.live;

import io.sluice.api.WorkerView;
import java.util.stream.Stream;

/**
 * The use of slots, of one worker or of all.
 *
 * @param slots slots of processes that accept executions
 * @param free unused ones of these
 * @param taken used ones of these, by all executions of ACTIVE processes
 * @param stuck stuck executions in all processes
 * @param stuckInSlots those of them that use a slot
 */
public record WorkerLoad(long slots, long free, long taken, long stuck, long stuckInSlots) {

  private static final String ACTIVE = "ACTIVE";
  private static final String STUCK = "STUCK";

  public static WorkerLoad of(FleetSnapshot snapshot) {
    return snapshot.workers().values().stream()
        .map(seen -> of(seen.view()))
        .reduce(new WorkerLoad(0, 0, 0, 0, 0), WorkerLoad::plus);
  }

  public static WorkerLoad of(WorkerView worker) {
    long free = worker.claims().freeSlots();
    long taken = running(worker, true).count();
    long stuck = running(worker, false).filter(WorkerLoad::isStuck).count();
    long inSlots = running(worker, true).filter(WorkerLoad::isStuck).count();
    return new WorkerLoad(free + taken, free, taken, stuck, inSlots);
  }

  private static Stream<WorkerView.Running> running(WorkerView worker, boolean activeOnly) {
    return worker.processes().stream()
        .filter(process -> !activeOnly || process.state().equals(ACTIVE))
        .flatMap(process -> process.executions().stream());
  }

  /** True if it did not stop after a cancel. */
  public static boolean isStuck(WorkerView.Running running) {
    return running.status().equals(STUCK);
  }

  private WorkerLoad plus(WorkerLoad other) {
    return new WorkerLoad(
        slots + other.slots,
        free + other.free,
        taken + other.taken,
        stuck + other.stuck,
        stuckInSlots + other.stuckInSlots);
  }
}
