package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.ModelPolicy.Scaling;

/** Number of executions that a worker may claim: no more than it can start soon. Pure. */
final class ClaimCapacity {
  /**
   * Number of executions waiting for a process of another model up to which the capacity of the
   * standard model is not reduced.
   */
  private static final int MAX_WAITING_BESIDE = 16;

  private ClaimCapacity() {}

  /**
   * Executions that a worker holds.
   *
   * @param freeSlots of the ACTIVE process; 0 if there is none
   * @param inSlots number in processes that are launched on demand
   * @param waiting number waiting for a slot of the standard model
   * @param waitingBeside number waiting for a slot of another model
   * @param preparing number claimed and not ready for a slot yet
   */
  record Owned(int freeSlots, int inSlots, int waiting, int waitingBeside, int preparing) {}

  /**
   * Returns the number that may be claimed; negative if the worker holds too many already.
   *
   * @param prefetch number beyond free slots, in the {@code thread} model
   */
  static int toClaim(Owned owned, boolean hasActive, int prefetch, FleetPolicy policy) {
    int beside = MAX_WAITING_BESIDE - owned.waitingBeside;
    int free =
        switch (policy.ofStandard().serving()) {
          case Scaling.One _ -> hasActive ? owned.freeSlots + prefetch : 0;
          case Scaling.OnDemand(_, int most, _) -> most - owned.inSlots;
        };
    return Math.min(beside, free - owned.waiting - owned.preparing);
  }
}
