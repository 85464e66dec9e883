package io.sluice.orchestrator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The {@code process} and {@code isolated} models, told as timelines. */
class OnDemandRulesTest {
  private static final FleetPolicy PROCESS = Policies.process(2, 4);
  private static final FleetPolicy ISOLATED = Policies.isolated(3);

  @Test
  void theWarmOnesAreLaunchedAtOnceAndTakeWorkAsSoonAsTheyAreProved() {
    new FleetScenario(PROCESS)
        .tick()
        .expectEffects("Launch 1", "Launch 2")
        .proved(2)
        .expectEffects("RouteTo 2")
        .expectFleet("1 STARTING", "2 ACTIVE")
        .proved(1)
        .expectEffects("RouteTo 1")
        .expectFleet("1 ACTIVE", "2 ACTIVE");
  }

  @Test
  void noMoreStartAtOnceThanAreAllowedAndEachProofOrFailureLetsTheNextOneStart() {
    FleetPolicy policy = Policies.withMaxStarting(Policies.process(5, 8), 2);
    var scenario =
        new FleetScenario(policy)
            .tick()
            .expectEffects("Launch 1", "Launch 2")
            .proved(1)
            .expectEffects("RouteTo 1", "Launch 3")
            .launchFailed(2)
            .expectEffects();
    assertThat(scenario.fleet().nextDeadline(policy))
        .as("the backoff of the failed start")
        .isPresent();
    scenario.advance(Duration.ofSeconds(1)).expectEffects("Launch 4");
  }

  @Test
  void startsOfOneModelDoNotHoldUpThoseOfAnother() {
    new FleetScenario(Policies.withMaxStarting(Policies.thread(4), 1))
        .tick()
        .proved(1)
        .proved(2)
        .forgetEffects()
        .post(wanted(ExecutionModel.ISOLATED, 2))
        .expectEffects("Launch 3")
        .stuck(1)
        .expectEffects("RouteTo 2", "Drain 1", "Launch 4");
  }

  @Test
  void moreAreLaunchedForWhatWaitsUpToTheMost() {
    warm()
        .post(wanted(ExecutionModel.PROCESS, 3, 1, 2))
        .expectEffects("Launch 3")
        .post(wanted(ExecutionModel.PROCESS, 9, 1, 2))
        .expectEffects("Launch 4");
  }

  @Test
  void whatIsIdleForLongGoesAndTheWarmOnesStay() {
    warm()
        .post(wanted(ExecutionModel.PROCESS, 3, 1, 2))
        .proved(3)
        .post(wanted(ExecutionModel.PROCESS, 1, 3))
        .forgetEffects()
        .advanceAlive(Duration.ofSeconds(29), 1, 2, 3)
        .expectEffects()
        .advanceAlive(Duration.ofSeconds(1), 1, 2, 3)
        .expectEffects("Drain 1")
        .expectFleet("1 DRAINING", "2 ACTIVE", "3 ACTIVE");
  }

  @Test
  void aBusyProcessIsNotIdleHoweverLongItRuns() {
    warm()
        .post(wanted(ExecutionModel.PROCESS, 3, 1, 2))
        .proved(3)
        .post(wanted(ExecutionModel.PROCESS, 3, 1, 2, 3))
        .forgetEffects()
        .advanceAlive(Duration.ofMinutes(2), 1, 2, 3)
        .expectEffects();
  }

  @Test
  void aStuckExecutionEndsItsProcessByTermAndThenByKillAndAnotherOneIsStarted() {
    warm()
        .stuck(1)
        .expectEffects("Terminate 1", "Launch 3")
        .expectFleet("1 EXITING", "2 ACTIVE", "3 STARTING")
        .advanceAlive(Duration.ofSeconds(4), 2)
        .expectEffects()
        .advanceAlive(Duration.ofSeconds(1), 2)
        .expectEffects("Kill 1")
        .exited(1)
        .expectFleet("2 ACTIVE", "3 STARTING");
  }

  @Test
  void anExecutionThatGetsStuckWhileItsProcessDrainsEndsItToo() {
    warm().wornOut(1).expectEffects("Drain 1", "Launch 3").stuck(1).expectEffects("Terminate 1");
  }

  @Test
  void aProcessThatHasRunItsExecutionsGivesWayAtOnce() {
    warm()
        .post(new FleetEvent.ReplaceDue(new Generation(2), ReplaceReason.EXECUTIONS))
        .expectEffects("Drain 2", "Launch 3")
        .expectFleet("1 ACTIVE", "2 DRAINING", "3 STARTING");
  }

  @Test
  void aRecycledProcessDrainsWithoutWaitingForAnother() {
    warm()
        .recycled(1)
        .expectEffects("Answer 1 DONE", "Drain 1", "Launch 3")
        .expectFleet("1 PENDING_KILL", "2 ACTIVE", "3 STARTING");
  }

  @Test
  void aProcessThatIsTooOldDrains() {
    new FleetScenario(Policies.withMostAge(PROCESS, Duration.ofSeconds(50)))
        .tick()
        .proved(1)
        .proved(2)
        .forgetEffects()
        .advanceAlive(Duration.ofSeconds(49), 1, 2)
        .expectEffects()
        .advanceAlive(Duration.ofSeconds(1), 1, 2)
        .expectEffects("Drain 1", "Drain 2", "Launch 3", "Launch 4");
  }

  @Test
  void isolatedStartsOneOnTrialAndThenOneForEachExecution() {
    new FleetScenario(ISOLATED)
        .tick()
        .expectEffects("Launch 1")
        .proved(1)
        .expectEffects("RouteTo 1")
        .post(wanted(ExecutionModel.ISOLATED, 2, 1))
        .expectEffects("Launch 2");
  }

  @Test
  void isolatedTriesAgainWithoutDemandUntilAStartSucceeds() {
    new FleetScenario(ISOLATED)
        .tick()
        .forgetEffects()
        .launchFailed(1)
        .advance(Duration.ofSeconds(1))
        .expectEffects("Launch 2")
        .proved(2)
        .expectEffects("RouteTo 2")
        .exited(2)
        .expectEffects();
  }

  @Test
  void beyondTheBoundNothingIsLaunchedAndTheWorkerSaysSo() {
    var scenario =
        new FleetScenario(Policies.process(2, 2)).tick().proved(1).proved(2).forgetEffects();
    scenario.wornOut(1).wornOut(2).expectEffects("Drain 1", "Launch 3", "Drain 2", "Launch 4");
    scenario.proved(3).proved(4).forgetEffects().wornOut(3).wornOut(4);
    scenario.expectEffects("Drain 3", "Drain 4");
    assertThat(scenario.fleet().atBound(Policies.process(2, 2))).isTrue();
  }

  @Test
  void aThreadWorkerRunsASuspectAloneBesideItsOwn() {
    FleetScenario.serving()
        .post(wanted(ExecutionModel.ISOLATED, 1))
        .expectEffects("Launch 3")
        .proved(3)
        .expectEffects("RouteTo 3")
        .expectFleet("1 ACTIVE", "2 STANDBY", "3 ACTIVE");
  }

  @Test
  void whatRunsBesideNeverTakesTheRoomOfAHandOver() {
    FleetScenario.serving()
        .post(wanted(ExecutionModel.ISOLATED, 9))
        .expectEffects("Launch 3", "Launch 4", "Launch 5")
        .stuck(1)
        .expectEffects("RouteTo 2", "Drain 1", "Launch 6");
  }

  @Test
  void aClosingWorkerDrainsThemAllAndLaunchesNothing() {
    warm()
        .closed()
        .expectEffects("Drain 1", "Drain 2")
        .post(wanted(ExecutionModel.PROCESS, 4, 1, 2))
        .expectEffects();
  }

  private static FleetScenario warm() {
    return new FleetScenario(PROCESS).tick().proved(1).proved(2).forgetEffects();
  }

  private static FleetEvent wanted(ExecutionModel model, int executions, long... busy) {
    Set<Generation> generations =
        LongStream.of(busy).mapToObj(Generation::new).collect(Collectors.toSet());
    return new FleetEvent.DemandChanged(new Demand(Map.of(model, executions), generations));
  }
}
