package io.sluice.orchestrator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.orchestrator.fleet.Fleet.LaunchHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FleetRulesTest {

  @Test
  void aWorkerStartsWithOneProcessToServeAndOneToSpare() {
    new FleetScenario().tick().expectEffects("Launch 1", "Launch 2");
  }

  @Test
  void theFirstToProveItselfServesAndTheNextWaits() {
    new FleetScenario()
        .tick()
        .forgetEffects()
        .proved(2)
        .expectEffects("RouteTo 2")
        .proved(1)
        .expectEffects()
        .expectFleet("1 STANDBY", "2 ACTIVE");
  }

  @Test
  void aStuckExecutionHandsOverInOneStepAndTheOldProcessDrains() {
    FleetScenario.serving()
        .stuck(1)
        .expectEffects("RouteTo 2", "Drain 1", "Launch 3")
        .expectFleet("1 DRAINING", "2 ACTIVE", "3 STARTING");
  }

  @Test
  void aDegradedProcessIsHandedOverLikeAStuckOne() {
    FleetScenario.serving().wornOut(1).expectFleet("1 DRAINING", "2 ACTIVE", "3 STARTING");
  }

  @Test
  void withoutAStandbyTheStuckProcessServesOn() {
    FleetScenario.serving()
        .stuck(1)
        .forgetEffects()
        .advanceAlive(Duration.ofSeconds(3), 1, 2)
        .stuck(2)
        .expectEffects()
        .expectFleet("1 DRAINING", "2 ACTIVE", "3 STARTING")
        .proved(3)
        .expectEffects("RouteTo 3", "Drain 2", "Launch 4");
  }

  @Test
  void twoHandOversAreAtLeastTwoSecondsApart() {
    FleetScenario.serving()
        .stuck(1)
        .proved(3)
        .forgetEffects()
        .stuck(2)
        .expectEffects()
        .expectFleet("1 DRAINING", "2 ACTIVE", "3 STANDBY")
        .advance(Duration.ofMillis(1999))
        .expectEffects()
        .advance(Duration.ofMillis(1))
        .expectEffects("RouteTo 3", "Drain 2", "Launch 4");
  }

  @Test
  void aDrainingProcessWaitsWithoutLimitForItsHealthyExecutions() {
    FleetScenario.serving()
        .stuck(1)
        .proved(3)
        .forgetEffects()
        .advanceAlive(Duration.ofHours(1), 1, 2, 3)
        .expectEffects()
        .expectFleet("1 DRAINING", "2 ACTIVE", "3 STANDBY");
  }

  @Test
  void aDrainedProcessIsNotTouchedWhileItExitsByItself() {
    FleetScenario.serving()
        .stuck(1)
        .drained(1)
        .expectFleet("1 EXITING", "2 ACTIVE", "3 STARTING")
        .forgetEffects()
        .exited(1)
        .expectEffects()
        .expectFleet("2 ACTIVE", "3 STARTING");
  }

  @Test
  void aDrainedProcessThatDoesNotExitIsTerminatedThenKilledUntilItIsGone() {
    FleetScenario.serving()
        .stuck(1)
        .proved(3)
        .drained(1)
        .forgetEffects()
        .advance(Duration.ofSeconds(1))
        .expectEffects("Terminate 1")
        .heard(2)
        .heard(3)
        .advance(Duration.ofMillis(4999))
        .expectEffects()
        .heard(2)
        .heard(3)
        .advance(Duration.ofMillis(1))
        .expectEffects("Kill 1")
        .advance(Duration.ofSeconds(1))
        .expectEffects("Kill 1");
  }

  @Test
  void whenTheActiveProcessDiesTheStandbyServesInTheSameStep() {
    FleetScenario.serving()
        .exited(1)
        .expectEffects("RouteTo 2", "Launch 3")
        .expectFleet("2 ACTIVE", "3 STARTING");
  }

  @Test
  void whenTheLinkOfTheActiveProcessIsLostTheStandbyServesBeforeItsExitIsSeen() {
    FleetScenario.serving()
        .linkLost(1)
        .expectEffects("RouteTo 2", "Launch 3")
        .expectFleet("1 EXITING", "2 ACTIVE", "3 STARTING");
  }

  @Test
  void anExitThatInterruptsNoHandOverPauseIsNotDelayedByIt() {
    FleetScenario.serving()
        .stuck(1)
        .proved(3)
        .forgetEffects()
        .exited(2)
        .expectEffects("RouteTo 3", "Launch 4");
  }

  @Test
  void fiveSecondsOfSilenceHandOverAndCostNothing() {
    FleetScenario.serving()
        .advanceAlive(Duration.ofSeconds(4), 2)
        .expectEffects()
        .advanceAlive(Duration.ofSeconds(1), 2)
        .expectEffects("RouteTo 2", "Drain 1", "Launch 3");
  }

  @Test
  void aProcessThatIsSilentForAMinuteCountsAsCrashed() {
    FleetScenario.serving()
        .stuck(1)
        .proved(3)
        .forgetEffects()
        .advanceAlive(Duration.ofSeconds(59), 2, 3)
        .expectEffects()
        .advanceAlive(Duration.ofSeconds(1), 2, 3)
        .expectEffects("Kill 1");
  }

  @Test
  void aProcessThatDoesNotProveItselfInTimeIsTerminatedAndTheNextWaitsForTheBackoff() {
    new FleetScenario()
        .tick()
        .proved(1)
        .forgetEffects()
        .advanceAlive(Duration.ofSeconds(20), 1)
        .expectEffects("Terminate 2")
        .advanceAlive(Duration.ofSeconds(1), 1)
        .expectEffects("Launch 3");
  }

  @Test
  void failedStartsAreRetriedLaterAndLaterAndTheServingProcessIsNotTouched() {
    var scenario = FleetScenario.serving().stuck(1).drained(1).exited(1).forgetEffects();
    long generation = 3;
    for (long pause : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      scenario
          .launchFailed(generation)
          .expectEffects()
          .advanceAlive(Duration.ofSeconds(pause - 1), 2)
          .expectEffects()
          .advanceAlive(Duration.ofSeconds(1), 2)
          .expectEffects("Launch " + ++generation);
    }
    scenario.expectFleet("2 ACTIVE", "11 STARTING");
    assertThat(scenario.fleet().launches().failures()).isEqualTo(8);
    assertThat(scenario.fleet().launches().lastFailure()).isEqualTo("No such file.");
  }

  @Test
  void aProcessThatProvesItselfEndsTheCrashLoop() {
    var scenario = FleetScenario.serving().stuck(1).launchFailed(3);
    assertThat(scenario.fleet().launches().failures()).isEqualTo(1);

    scenario.advance(Duration.ofSeconds(1)).proved(4);

    assertThat(scenario.fleet().launches().failures()).isZero();
  }

  @Test
  void atTheBoundNothingIsLaunchedAndNothingIsKilled() {
    var scenario = FleetScenario.serving();
    for (long g = 1; g <= 5; g++) {
      scenario.stuck(g).advanceAlive(Duration.ofSeconds(2), 1, 2, 3, 4, 5, 6).proved(g + 2);
    }
    scenario
        .forgetEffects()
        .stuck(6)
        .advanceAlive(Duration.ofMinutes(5), 1, 2, 3, 4, 5, 6)
        .expectEffects()
        .expectFleet(
            "1 DRAINING", "2 DRAINING", "3 DRAINING", "4 DRAINING", "5 DRAINING", "6 ACTIVE");
    assertThat(scenario.fleet().atBound(FleetScenario.THREAD)).isTrue();
  }

  @Test
  void aClosingWorkerDrainsWhatServesAndTerminatesWhatNeverDid() {
    FleetScenario.serving()
        .closed()
        .expectEffects("Drain 1", "Terminate 2")
        .exited(2)
        .drained(1)
        .exited(1)
        .expectEffects()
        .expectFleet();
  }

  static Stream<FleetEvent> eventsOfAnUnknownGeneration() {
    var g = new Generation(99);
    return Stream.of(
        new FleetEvent.Ready(g),
        new FleetEvent.LaunchFailed(g, ""),
        new FleetEvent.Heard(g),
        new FleetEvent.StuckReported(g),
        new FleetEvent.ReplaceDue(g, ReplaceReason.WORN_OUT),
        new FleetEvent.Drained(g),
        new FleetEvent.LinkLost(g),
        new FleetEvent.Exited(g, ""));
  }

  @Test
  void aRecycleOfTheActiveProcessHandsOverAndItDrainsAsPendingKill() {
    FleetScenario.serving()
        .recycled(1)
        .expectEffects("Answer 1 DONE", "RouteTo 2", "Drain 1", "Launch 3")
        .expectFleet("1 PENDING_KILL", "2 ACTIVE", "3 STARTING")
        .proved(3)
        .advanceAlive(Duration.ofHours(1), 1, 2, 3)
        .expectEffects()
        .drained(1)
        .expectFleet("1 EXITING", "2 ACTIVE", "3 STANDBY");
  }

  @Test
  void aRecycleThatWaitsForAStandbyIsAnsweredAtOnceAndHappensLater() {
    var scenario = FleetScenario.serving().stuck(1).advanceAlive(Duration.ofSeconds(2), 1, 2);
    scenario
        .forgetEffects()
        .recycled(2)
        .expectEffects("Answer 2 DONE")
        .expectFleet("1 DRAINING", "2 ACTIVE", "3 STARTING")
        .proved(3)
        .expectEffects("RouteTo 3", "Drain 2", "Launch 4")
        .expectFleet("1 DRAINING", "2 PENDING_KILL", "3 ACTIVE", "4 STARTING");
    assertThat(scenario.fleet().processes().get(new Generation(2)))
        .extracting(member -> member.state().command())
        .isEqualTo(scenario.command());
  }

  @Test
  void aRecycleOfAStuckProcessThatWaitsKeepsItsReasonAndIsShownAsOrdered() {
    FleetScenario.serving()
        .stuck(1)
        .advanceAlive(Duration.ofSeconds(2), 1, 2)
        .stuck(2)
        .forgetEffects()
        .recycled(2)
        .expectEffects("Answer 2 DONE")
        .recycled(2)
        .expectEffects("Answer 2 NOOP");
  }

  @Test
  void aRecycleOfAStandbyStartsANewOneFirstAndTerminatesItThen() {
    FleetScenario.serving()
        .recycled(2)
        .expectEffects("Answer 2 DONE", "Launch 3")
        .expectFleet("1 ACTIVE", "2 STANDBY", "3 STARTING")
        .proved(3)
        .expectEffects("Terminate 2")
        .expectFleet("1 ACTIVE", "2 EXITING", "3 STANDBY")
        .exited(2)
        .expectEffects();
  }

  @Test
  void aStandbyThatIsToBeRecycledStillTakesOverInNeedAndIsHandedOverAgain() {
    FleetScenario.serving()
        .recycled(2)
        .forgetEffects()
        .exited(1)
        .expectEffects("RouteTo 2")
        .expectFleet("2 ACTIVE", "3 STARTING")
        .proved(3)
        .expectEffects("RouteTo 3", "Drain 2", "Launch 4")
        .expectFleet("2 PENDING_KILL", "3 ACTIVE", "4 STARTING");
  }

  @Test
  void aRepeatedRecycleAndOneOfWhatLeavesAnywayDoNothing() {
    FleetScenario.serving()
        .recycled(1)
        .forgetEffects()
        .recycled(1)
        .expectEffects("Answer 1 NOOP")
        .recycled(3)
        .expectEffects("Answer 3 NOOP")
        .drained(1)
        .recycled(1)
        .expectEffects("Answer 1 NOOP")
        .exited(1)
        .recycled(1)
        .expectEffects("Answer 1 NOOP");
  }

  @Test
  void aKillEndsTheProcessAtOnceAndTheStandbyServesInTheSameStep() {
    FleetScenario.serving()
        .killed(1)
        .expectEffects("Kill 1", "Answer 1 DONE", "RouteTo 2", "Launch 3")
        .expectFleet("1 EXITING", "2 ACTIVE", "3 STARTING")
        .proved(3)
        .heard(2)
        .advance(Duration.ofSeconds(1))
        .expectEffects("Kill 1")
        .exited(1)
        .killed(1)
        .expectEffects("Answer 1 NOOP");
  }

  @Test
  void aKillOfAProcessThatStartsIsNoFailedStart() {
    var scenario = new FleetScenario().tick().proved(1).forgetEffects();

    scenario.killed(2).expectEffects("Kill 2", "Answer 2 DONE", "Launch 3").exited(2);

    assertThat(scenario.fleet().launches().failures()).isZero();
  }

  @ParameterizedTest
  @MethodSource("eventsOfAnUnknownGeneration")
  void eventsOfAnUnknownGenerationChangeNothing(FleetEvent event) {
    var scenario = FleetScenario.serving();
    Fleet before = scenario.fleet();

    scenario.post(event).expectEffects();

    assertThat(scenario.fleet()).isEqualTo(before);
  }

  static Stream<FleetEvent> eventsThatAStandbyIgnores() {
    var g = new Generation(2);
    return Stream.of(
        new FleetEvent.Ready(g),
        new FleetEvent.StuckReported(g),
        new FleetEvent.ReplaceDue(g, ReplaceReason.WORN_OUT),
        new FleetEvent.Drained(g));
  }

  @ParameterizedTest
  @MethodSource("eventsThatAStandbyIgnores")
  void aStandbyIgnoresWhatOnlyAServingProcessCanSay(FleetEvent event) {
    FleetScenario.serving().post(event).expectEffects().expectFleet("1 ACTIVE", "2 STANDBY");
  }

  @Test
  void twoActiveProcessesCannotExist() {
    var state = new ProcessState.Active(Instant.EPOCH, null, null);
    var active = FleetProcess.launched(ExecutionModel.THREAD, state, Instant.EPOCH);
    var two = new TreeMap<>(Map.of(new Generation(1), active, new Generation(2), active));

    assertThatThrownBy(() -> new Fleet(two, Demand.NONE, LaunchHistory.NONE, Instant.EPOCH, false))
        .hasMessageContaining("Two ACTIVE");
  }

  @Test
  void theNextDeadlineIsTheEarliest() {
    var scenario = new FleetScenario().tick();
    assertThat(scenario.fleet().nextDeadline(FleetScenario.THREAD))
        .contains(scenario.now().plusSeconds(20));

    scenario.proved(1).proved(2);
    assertThat(scenario.fleet().nextDeadline(FleetScenario.THREAD)).isEmpty();

    scenario.stuck(1).drained(1);
    assertThat(scenario.fleet().nextDeadline(FleetScenario.THREAD))
        .contains(scenario.now().plusSeconds(1));
  }

  @Test
  void withoutALimitOnSilenceAProcessIsHandedOverAndNeverKilled() {
    new FleetScenario(Policies.withSilenceLost(FleetScenario.THREAD, Duration.ZERO))
        .tick()
        .proved(1)
        .proved(2)
        .forgetEffects()
        .advanceAlive(Duration.ofSeconds(6), 2)
        .expectEffects("RouteTo 2", "Drain 1", "Launch 3")
        .proved(3)
        .advance(Duration.ofHours(10))
        .expectEffects("RouteTo 3", "Drain 2", "Launch 4");
  }
}
