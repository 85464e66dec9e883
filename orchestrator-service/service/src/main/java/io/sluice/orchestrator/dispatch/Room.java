package io.sluice.orchestrator.dispatch;

import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Serving;

/** How many executions a worker may claim: no more than it can start soon. Pure. */
final class Room {
  /**
   * Executions that wait for a process beside the standard model take nobody's place, up to here.
   */
  private static final int MOST_WAITING_BESIDE = 16;

  private Room() {}

  /**
   * What a worker owns.
   *
   * @param freeSlots of the one ACTIVE process; 0 when there is none
   * @param inSlots in processes that come on demand
   * @param waiting for a slot of the standard model
   * @param waitingBeside for a slot of another model
   * @param preparing claimed, and not ready for a slot yet
   */
  record Owned(int freeSlots, int inSlots, int waiting, int waitingBeside, int preparing) {}

  /**
   * How many may be claimed, below 0 when it owns too many already.
   *
   * @param prefetch how many more than free slots, in the {@code thread} model
   */
  static int toClaim(Owned owned, boolean hasActive, int prefetch, FleetPolicy policy) {
    int beside = MOST_WAITING_BESIDE - owned.waitingBeside;
    int free =
        switch (policy.ofStandard().serving()) {
          case Serving.One _ -> hasActive ? owned.freeSlots + prefetch : 0;
          case Serving.OnDemand(_, int most, _) -> most - owned.inSlots;
        };
    return Math.min(beside, free - owned.waiting - owned.preparing);
  }
}
