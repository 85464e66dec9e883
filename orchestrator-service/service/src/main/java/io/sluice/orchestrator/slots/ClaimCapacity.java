package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.ModelPolicy.Scaling;

/**
 * Number of executions that a worker may claim: no more than it can start soon, and with a prefetch
 * not before half of it is used up, because a claim of thirty costs Redis little more than a claim
 * of one. See docs/queue.md. Pure.
 */
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
   * Returns the number that may be claimed; zero or less if nothing should be claimed yet.
   *
   * @param prefetch number beyond free slots, in the {@code thread} model
   */
  static int toClaim(Owned owned, boolean hasActive, int prefetch, FleetPolicy policy) {
    int held = owned.waiting + owned.preparing;
    int room =
        switch (policy.ofStandard().serving()) {
          case Scaling.One _ -> hasActive ? ofActive(owned, held, prefetch) : 0;
          case Scaling.OnDemand(_, int most, _) -> most - owned.inSlots - held;
        };
    return Math.min(MAX_WAITING_BESIDE - owned.waitingBeside, room);
  }

  private static int ofActive(Owned owned, int held, int prefetch) {
    int room = owned.freeSlots + prefetch - held;
    boolean allSlotsBusy = owned.waiting > 0;
    return allSlotsBusy && room < prefetch / 2 ? 0 : room;
  }
}
