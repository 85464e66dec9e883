package io.sluice.orchestrator.slots;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.slots.ClaimCapacity.Owned;
import org.junit.jupiter.api.Test;

class ClaimCapacityTest {
  private static final FleetPolicy THREAD = Policies.thread(4);

  @Test
  void nothingIsClaimedWithoutAnActiveProcess() {
    assertThat(ClaimCapacity.toClaim(new Owned(0, 0, 0, 0, 0), false, 10, THREAD)).isZero();
  }

  @Test
  void aPrefetchIsClaimedAgainWhenHalfOfItIsUsedUp() {
    assertThat(ClaimCapacity.toClaim(new Owned(0, 0, 9, 0, 0), true, 10, THREAD)).isZero();
    assertThat(ClaimCapacity.toClaim(new Owned(0, 0, 6, 0, 0), true, 10, THREAD)).isZero();
    assertThat(ClaimCapacity.toClaim(new Owned(0, 0, 5, 0, 0), true, 10, THREAD)).isEqualTo(5);
  }

  @Test
  void aFreeSlotIsFilledAtOnceHoweverFewMayBeClaimed() {
    assertThat(ClaimCapacity.toClaim(new Owned(1, 0, 0, 0, 10), true, 10, THREAD)).isEqualTo(1);
  }

  @Test
  void withoutAPrefetchEachFreeSlotIsClaimedFor() {
    assertThat(ClaimCapacity.toClaim(new Owned(1, 0, 0, 0, 0), true, 0, THREAD)).isEqualTo(1);
  }

  @Test
  void aPrefetchAboveTheLargestClaimIsStillClaimedInParts() {
    assertThat(ClaimCapacity.toClaim(new Owned(0, 0, 100, 0, 0), true, 200, THREAD)).isEqualTo(16);
  }

  @Test
  void whatWaitsForAnotherModelLimitsTheNextClaim() {
    assertThat(ClaimCapacity.toClaim(new Owned(4, 0, 0, 14, 0), true, 0, THREAD)).isEqualTo(2);
    assertThat(ClaimCapacity.toClaim(new Owned(4, 0, 0, 16, 0), true, 0, THREAD)).isZero();
  }

  @Test
  void processesOnDemandHaveNoPrefetch() {
    assertThat(ClaimCapacity.toClaim(new Owned(0, 3, 2, 0, 0), true, 100, Policies.process(0, 6)))
        .isEqualTo(1);
  }
}
