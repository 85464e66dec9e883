package io.sluice.admin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.worker.ReleaseState.WorkerDeployment;
import io.sluice.admin.worker.ReleaseState.WorkerPod;
import io.sluice.admin.worker.ReleaseStep.Mark;
import io.sluice.admin.worker.ReleaseStep.ScaleToZero;
import io.sluice.admin.worker.ReleaseStep.SetCost;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReleaseRulesTest {

  private static final WorkerDeployment OLD = new WorkerDeployment("w-a", "w", "a", 2, 2);

  @Test
  void theOldOneGoesOnClaimingUntilTheNewOneIsAsLargeAsItShallBe() {
    assertThat(decide(OLD, now(2, 1), pod("p", false, false, 1))).isEmpty();
    assertThat(decide(OLD, now(2, 2), pod("p", false, false, 1)))
        .containsExactly(new Mark("p", true));
  }

  @Test
  void aPresentOneAtZeroHasYetToGrow() {
    assertThat(decide(OLD, now(0, 0), pod("p", false, false, 0))).isEmpty();
  }

  @Test
  void aNewOneThatIsNotInTheClusterChangesNothing() {
    assertThat(
            ReleaseRules.decide(
                new ReleaseState(
                    Map.of("w", "w-b"), List.of(OLD), List.of(pod("p", false, false, 0)))))
        .isEmpty();
  }

  @Test
  void itIsScaledToZeroOnlyWhenEachOfItsPodsClaimsNothingAndRunsNothing() {
    assertThat(decide(OLD, now(1, 1), pod("p", true, true, 0), pod("q", true, true, 1))).isEmpty();
    assertThat(decide(OLD, now(1, 1), pod("p", true, true, 0), pod("q", true, false, 0)))
        .as("a mark that the worker has not seen yet")
        .isEmpty();
    assertThat(decide(OLD, now(1, 1), pod("p", true, true, 0), pod("q", true, true, 0)))
        .containsExactly(new ScaleToZero("w-a"));
  }

  @Test
  void aWorkerThatIsNotHeardHoldsItAndOneThatNeverStartedDoesNot() {
    var silent = pod("p", "a", true, true, OptionalInt.empty(), true);
    var pending = pod("q", "a", true, true, OptionalInt.empty(), false);

    assertThat(decide(OLD, now(1, 1), silent)).isEmpty();
    assertThat(decide(OLD, now(1, 1), pending)).containsExactly(new ScaleToZero("w-a"));
  }

  @Test
  void oneThatIsAtZeroIsLeftAlone() {
    assertThat(decide(new WorkerDeployment("w-a", "w", "a", 0, 0), now(1, 1))).isEmpty();
  }

  @Test
  void aGroupThatWasRemovedRunsOut() {
    assertThat(
            ReleaseRules.decide(
                new ReleaseState(Map.of(), List.of(OLD), List.of(pod("p", false, false, 3)))))
        .containsExactly(new Mark("p", true));
  }

  @Test
  void afterARollbackTheOldOneClaimsAgain() {
    var state =
        new ReleaseState(
            Map.of("w", "w-a"), List.of(OLD, now(2, 0)), List.of(pod("p", true, true, 1)));

    assertThat(ReleaseRules.decide(state))
        .containsExactly(new Mark("p", false), new ScaleToZero("w-b"));
  }

  @Test
  void costsAreTheRunningExecutionsAndOnlyWrittenWhenTheyDiffer() {
    var same = new WorkerPod("same", "w", "a", false, OptionalInt.of(2), true, false, of(2));
    var state =
        new ReleaseState(
            Map.of(),
            List.of(),
            List.of(same, pod("busy", false, false, 3), pod("idle", false, false, 0)));

    assertThat(ReleaseRules.costs(state)).containsExactly(new SetCost("busy", 3));
  }

  private static List<ReleaseStep> decide(
      WorkerDeployment old, WorkerDeployment current, WorkerPod... pods) {
    return ReleaseRules.decide(
        new ReleaseState(Map.of("w", "w-b"), List.of(old, current), List.of(pods)));
  }

  private static WorkerDeployment now(int wanted, int ready) {
    return new WorkerDeployment("w-b", "w", "b", wanted, ready);
  }

  private static WorkerPod pod(String name, boolean marked, boolean drains, int running) {
    return pod(name, "a", marked, drains, of(running), true);
  }

  private static WorkerPod pod(
      String name,
      String generation,
      boolean marked,
      boolean drains,
      OptionalInt running,
      boolean started) {
    return new WorkerPod(
        name, "w", generation, marked, OptionalInt.empty(), started, drains, running);
  }

  private static OptionalInt of(int number) {
    return OptionalInt.of(number);
  }
}
