package io.sluice.admin.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.execution.ExecutionState;
import io.sluice.admin.execution.ExecutionState.HeldLock;
import io.sluice.admin.execution.ExecutionState.Permit;
import io.sluice.admin.execution.ExecutionState.PossibleSurvivor;
import io.sluice.admin.execution.ExecutionState.RetryTerms;
import io.sluice.admin.results.RecorderDecision.Suspicion;
import io.sluice.admin.results.ReportReader.QueueReport;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.Attempt;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecorderRulesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final QueueReport LOST_ONCE = new QueueReport.Lost(1);
  private static final UUID ID = UUID.fromString("019a9f3e-0000-7000-8000-000000000001");
  private final RecorderRules rules =
      new RecorderRules(3, Duration.ofSeconds(12), RandomGenerator.of("L64X128MixRandom"));

  @Test
  void aStartedAttemptRuns() {
    var recording = decide(pending(), attempt(1, 1), started());

    assertThat(recording)
        .isInstanceOfSatisfying(
            RecorderDecision.Running.class,
            running -> {
              assertThat(running.next().status()).isEqualTo(ExecutionStatus.RUNNING);
              assertThat(running.next().lastClaim()).isEqualTo(1);
            });
  }

  @Test
  void aResultEndsTheExecutionAsItSays() {
    var recording = decide(running(2), attempt(1, 2), ended(ExecutionStatus.TIMEOUT));

    assertThat(next(recording).status()).isEqualTo(ExecutionStatus.TIMEOUT);
  }

  @Test
  void aResultOfAnEarlierClaimIsFenced() {
    assertThat(decide(running(2), attempt(1, 1), ended(ExecutionStatus.SUCCESS)))
        .isInstanceOf(RecorderDecision.Refused.class);
  }

  @Test
  void aResultOfALaterClaimCountsBeforeItsStartIsKnown() {
    assertThat(next(decide(running(2), attempt(1, 3), ended(ExecutionStatus.SUCCESS))).status())
        .isEqualTo(ExecutionStatus.SUCCESS);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecutionStatus.class,
      names = {"SUCCESS", "FAILED", "TIMEOUT", "CANCELLED", "BLOCKED"})
  void nothingChangesWhatHasEnded(ExecutionStatus status) {
    var state = state(status, 1, 1, 0, false);

    assertThat(decide(state, attempt(1, 1), ended(ExecutionStatus.SUCCESS)))
        .isInstanceOf(RecorderDecision.Refused.class);
    assertThat(decide(state, attempt(1, 2), started()))
        .isInstanceOf(RecorderDecision.Refused.class);
    assertThat(decide(state, attempt(1, 2), new QueueReport.Lost(4)))
        .isInstanceOf(RecorderDecision.Refused.class);
  }

  @Test
  void anOtherEpochIsFencedOlderOrNewer() {
    var state = state(ExecutionStatus.PENDING, 2, 0, 0, false);

    assertThat(decide(state, attempt(1, 9), ended(ExecutionStatus.SUCCESS)))
        .isInstanceOf(RecorderDecision.Refused.class);
    assertThat(decide(state, attempt(3, 1), ended(ExecutionStatus.SUCCESS)))
        .isInstanceOf(RecorderDecision.Refused.class);
  }

  @Test
  void aSuspectWaitsAgainUnderANewEpoch() {
    var next = next(decide(running(4), attempt(1, 4), suspect()));

    assertThat(next.status()).isEqualTo(ExecutionStatus.PENDING);
    assertThat(next.epoch()).isEqualTo(2);
    assertThat(next.lastClaim()).isZero();
    assertThat(next.losses()).isEqualTo(1);
    assertThat(next.attemptNumber()).isEqualTo(2);
  }

  @Test
  void theLossAfterTheBudgetFailsWithWhatTheProcessDiedOf() {
    var state = state(ExecutionStatus.RUNNING, 4, 1, 3, false);

    assertThat(decide(state, attempt(4, 1), suspect()))
        .isInstanceOfSatisfying(
            RecorderDecision.Final.class,
            end -> {
              assertThat(end.next().status()).isEqualTo(ExecutionStatus.FAILED);
              assertThat(end.errorType()).isEqualTo("OutOfMemory");
              assertThat(end.next().losses()).isEqualTo(4);
            });
  }

  @Test
  void theLastLossOfTheBudgetIsStillRepeated() {
    var state = state(ExecutionStatus.RUNNING, 3, 1, 2, false);

    assertThat(next(decide(state, attempt(3, 1), suspect())).status())
        .isEqualTo(ExecutionStatus.PENDING);
  }

  @Test
  void aSuspectThatShouldStopAnywayIsCancelledInsteadOfRepeated() {
    var state = state(ExecutionStatus.RUNNING, 1, 1, 0, true);

    assertThat(next(decide(state, attempt(1, 1), suspect())).status())
        .isEqualTo(ExecutionStatus.CANCELLED);
  }

  @Test
  void aWorkerThatIsLostTooOftenFailsTheExecution() {
    assertThat(decide(running(5), attempt(1, 5), new QueueReport.Lost(4)))
        .isInstanceOfSatisfying(
            RecorderDecision.Final.class,
            end -> assertThat(end.errorType()).isEqualTo("WorkerLost"));
  }

  @Test
  void aBlacklistedWorkflowBlocksTheExecution() {
    assertThat(decide(pending(), attempt(1, 0), new QueueReport.Blocked()))
        .isInstanceOfSatisfying(
            RecorderDecision.Final.class,
            end -> {
              assertThat(end.next().status()).isEqualTo(ExecutionStatus.BLOCKED);
              assertThat(end.errorType()).isEqualTo("WorkflowBlacklisted");
            });
  }

  @Test
  void aResultThatCannotBeReadIsALoss() {
    assertThat(next(decide(running(1), attempt(1, 1), new QueueReport.Unreadable("bad"))).status())
        .isEqualTo(ExecutionStatus.PENDING);
  }

  @Test
  void aFailureIsTriedAgainLaterUnderANewEpochAndCostsNoLoss() {
    var next = next(decide(declared(retries(2)), attempt(1, 1), ended(ExecutionStatus.FAILED)));

    assertThat(next.status()).isEqualTo(ExecutionStatus.SCHEDULED);
    assertThat(next.epoch()).isEqualTo(2);
    assertThat(next.retries()).isEqualTo(1);
    assertThat(next.losses()).isZero();
    assertThat(next.runAt()).isBetween(NOW, NOW.plusSeconds(2));
  }

  @Test
  void aFailureAfterTheLastRetryIsFinal() {
    assertThat(decide(declared(retries(0)), attempt(1, 1), ended(ExecutionStatus.FAILED)))
        .isInstanceOf(RecorderDecision.Final.class);
  }

  @Test
  void onlyWhatHasUsedUpABudgetIsADeadLetter() {
    var retried = next(decide(declared(retries(1)), attempt(1, 1), ended(ExecutionStatus.FAILED)));
    var again = retried.running(1);

    assertThat(budgetSpent(again, attempt(2, 1), ended(ExecutionStatus.FAILED))).isTrue();
    assertThat(budgetSpent(again, attempt(2, 1), ended(ExecutionStatus.TIMEOUT))).isTrue();
    assertThat(budgetSpent(running(5), attempt(1, 5), new QueueReport.Lost(4))).isTrue();
    assertThat(budgetSpent(again, attempt(2, 1), ended(ExecutionStatus.SUCCESS))).isFalse();
    assertThat(budgetSpent(cancelled(again), attempt(2, 1), ended(ExecutionStatus.FAILED)))
        .as("it should have stopped anyway")
        .isFalse();
    assertThat(budgetSpent(declared(retries(0)), attempt(1, 1), ended(ExecutionStatus.FAILED)))
        .as("there was no budget")
        .isFalse();
    assertThat(budgetSpent(declared(retries(2)), attempt(1, 1), stuck()))
        .as("a stuck execution is never repeated")
        .isFalse();
    assertThat(
            budgetSpent(
                declared(new RetryTerms(5, true, false, true)).with(permit(1, 1, "w")),
                attempt(1, 1),
                new QueueReport.Lost(1)))
        .as("at most once")
        .isFalse();
    assertThat(budgetSpent(pending(), attempt(1, 0), new QueueReport.Blocked())).isFalse();
  }

  private boolean budgetSpent(ExecutionState state, Attempt attempt, QueueReport report) {
    return decide(state, attempt, report) instanceof RecorderDecision.Final end
        && end.budgetSpent();
  }

  @Test
  void aSuccessIsNeverTriedAgain() {
    assertThat(decide(declared(retries(2)), attempt(1, 1), ended(ExecutionStatus.SUCCESS)))
        .isInstanceOf(RecorderDecision.Final.class);
  }

  @Test
  void aFailureThatShouldStopAnywayIsNotTriedAgain() {
    var state = cancelled(declared(retries(2)));

    assertThat(decide(state, attempt(1, 1), ended(ExecutionStatus.FAILED)))
        .isInstanceOf(RecorderDecision.Final.class);
  }

  @Test
  void aStuckExecutionIsFinalAndAliveWhereItWas() {
    assertThat(decide(declared(retries(2)), attempt(1, 1), stuck()))
        .isInstanceOfSatisfying(
            RecorderDecision.Final.class,
            end -> assertThat(end.next().survivor()).isEqualTo(new PossibleSurvivor("w", 1, null)));
  }

  @Test
  void aStuckExecutionOfAnIdempotentWorkflowIsTriedAgainWhenItsProcessIsGone() {
    var retried =
        next(decide(declared(new RetryTerms(2, true, false, false)), attempt(1, 1), stuck()));

    assertThat(retried.status()).isEqualTo(ExecutionStatus.SCHEDULED);
    assertThat(retried.survivor()).isEqualTo(new PossibleSurvivor("w", 1, null));
    assertThat(next(decide(retried, attempt(1, 1), gone("w", 1))).survivor()).isNull();
    assertThat(decide(retried, attempt(1, 1), gone("w", 2)))
        .as("another generation is another process")
        .isInstanceOf(RecorderDecision.Refused.class);
  }

  @Test
  void anAtMostOnceExecutionThatMayHaveRunIsNeverRepeated() {
    var started = declared(new RetryTerms(5, true, false, true)).with(permit(1, 1, "w"));

    assertThat(decide(started, attempt(1, 1), new QueueReport.Lost(1)))
        .isInstanceOfSatisfying(
            RecorderDecision.Final.class,
            end -> assertThat(end.errorType()).isEqualTo("WorkerLost"));
    assertThat(decide(started, attempt(1, 1), suspect()))
        .isInstanceOf(RecorderDecision.Final.class);
    assertThat(decide(started, attempt(1, 1), ended(ExecutionStatus.FAILED)))
        .isInstanceOf(RecorderDecision.Final.class);
  }

  @Test
  void anAtMostOnceExecutionThatNeverGotItsPermitIsRepeated() {
    var state = declared(new RetryTerms(0, false, false, true));

    assertThat(decide(state, attempt(1, 1), new QueueReport.Lost(1)))
        .isInstanceOf(RecorderDecision.Repeated.class);
  }

  @Test
  void onePermitForOneAttemptAgainOnRequest() {
    var state = declared(new RetryTerms(0, false, false, true));

    assertThat(granted(state, attempt(1, 1), "w")).isTrue();
    var held = state.with(permit(1, 1, "w"));
    assertThat(granted(held, attempt(1, 1), "w")).as("a lost reply").isTrue();
    assertThat(granted(held, attempt(1, 2), "w")).as("another claim").isFalse();
    assertThat(granted(held, attempt(1, 1), "other")).as("a rolled back Redis").isFalse();
  }

  @Test
  void anExclusiveExecutionStartsOnlyAsHolderAndAlone() {
    var state = declared(new RetryTerms(0, false, true, false));

    assertThat(granted(state, attempt(1, 1), "w")).as("no lock").isFalse();
    var holder = holder(state);
    assertThat(granted(holder, attempt(1, 1), "w")).isTrue();
    assertThat(granted(holder.with(new PossibleSurvivor("w", 1, null)), attempt(1, 1), "w"))
        .as("its stuck attempt lives")
        .isFalse();
  }

  @Test
  void theExclusiveLockIsKeptUntilALostWorkerCannotBeAtItAnyMore() {
    var lost =
        decide(holder(declared(new RetryTerms(0, false, true, false))), attempt(1, 1), LOST_ONCE);

    assertThat(next(lost).survivor()).isEqualTo(new PossibleSurvivor("w", 0, NOW.plusSeconds(12)));
    assertThat(next(lost).givesLockUp()).isFalse();
  }

  @Test
  void aPermitThatItsHolderReturnsUnusedGoesToTheNextAttempt() {
    var held = declared(new RetryTerms(5, true, false, true)).with(permit(1, 1, "w"));
    assertThat(granted(held, attempt(1, 2), "v")).isFalse();

    var byAnother = next(decide(held, attempt(1, 1), new QueueReport.PermitReturned("v")));
    assertThat(granted(byAnother, attempt(1, 2), "v")).isFalse();

    var returned = next(decide(held, attempt(1, 1), new QueueReport.PermitReturned("w")));
    assertThat(granted(returned, attempt(1, 2), "v")).isTrue();
  }

  @Test
  void aFencedAttemptGetsNoPermit() {
    assertThat(granted(running(2), attempt(1, 1), "w")).isFalse();
  }

  @Test
  void lossesWithinAnEpochAreCountedTogether() {
    assertThat(next(decide(running(3), attempt(1, 3), new QueueReport.Lost(3))).losses())
        .isEqualTo(3);
    assertThat(decide(running(4), attempt(1, 4), new QueueReport.Lost(4)))
        .isInstanceOf(RecorderDecision.Final.class);
  }

  @Test
  void aSuspectIsTriedAgainAloneAndALossMakesNoSuspect() {
    assertThat(decide(running(1), attempt(1, 1), suspect()))
        .isInstanceOfSatisfying(
            RecorderDecision.Repeated.class,
            repeated -> {
              assertThat(repeated.next().suspect()).isTrue();
              assertThat(repeated.suspicion()).isEqualTo(Suspicion.SUSPECTED);
            });
    for (QueueReport loss : List.of(blameless(), LOST_ONCE, new QueueReport.Unreadable("bad"))) {
      assertThat(decide(running(1), attempt(1, 1), loss))
          .isInstanceOfSatisfying(
              RecorderDecision.Repeated.class,
              repeated -> {
                assertThat(repeated.next().suspect()).isFalse();
                assertThat(repeated.next().losses()).isOne();
                assertThat(repeated.suspicion()).isNull();
              });
    }
  }

  @Test
  void anUnexplainedKillMakesASuspectTheSecondTimeOnly() {
    var first = (RecorderDecision.Repeated) decide(running(1), attempt(1, 1), killed());
    assertThat(first.next().suspect()).isFalse();
    assertThat(first.next().losses()).isOne();
    assertThat(first.suspicion()).isNull();

    var again = first.next().running(1);
    var second = (RecorderDecision.Repeated) decide(again, attempt(again.epoch(), 1), killed());
    assertThat(second.next().suspect()).isTrue();
    assertThat(second.next().losses()).isEqualTo(2);
    assertThat(second.suspicion()).isEqualTo(Suspicion.SUSPECTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecutionStatus.class,
      names = {"SUCCESS", "FAILED", "TIMEOUT", "CANCELLED"})
  void anAttemptAloneThatEndsInAnyOtherWayThanByACrashAcquits(ExecutionStatus status) {
    assertThat(decide(running(1).suspected(), attempt(1, 1), ended(status)))
        .isInstanceOfSatisfying(
            RecorderDecision.Final.class,
            end -> {
              assertThat(end.suspicion()).isEqualTo(Suspicion.ACQUITTED);
              assertThat(end.next().suspect()).isFalse();
            });
  }

  @Test
  void anOrdinaryRetryAfterAnAcquittalGoesBackToTheModelThatWasAskedFor() {
    var state = declared(retries(2)).suspected();

    assertThat(decide(state, attempt(1, 1), ended(ExecutionStatus.FAILED)))
        .isInstanceOfSatisfying(
            RecorderDecision.Retried.class,
            retried -> {
              assertThat(retried.suspicion()).isEqualTo(Suspicion.ACQUITTED);
              assertThat(retried.next().suspect()).isFalse();
            });
  }

  @Test
  void whatWasCancelledBeforeItRanIsNotAcquitted() {
    var neverRan =
        new OutcomeEvent(
            "CANCELLED",
            null,
            null,
            null,
            null,
            "w",
            0,
            0,
            "thread",
            null,
            NOW,
            0,
            0,
            0,
            null,
            null);

    assertThat(
            decide(
                running(1).suspected(),
                attempt(1, 1),
                new QueueReport.Ended(ExecutionStatus.CANCELLED, neverRan)))
        .isInstanceOfSatisfying(
            RecorderDecision.Final.class, end -> assertThat(end.suspicion()).isNull());
  }

  @Test
  void aConvictedOneUsesItsOwnRetriesAndNoLoss() {
    assertThat(decide(declared(retries(1)).suspected(), attempt(1, 1), convicted()))
        .isInstanceOfSatisfying(
            RecorderDecision.Retried.class,
            retried -> {
              assertThat(retried.suspicion()).isEqualTo(Suspicion.CONVICTED);
              assertThat(retried.next().retries()).isOne();
              assertThat(retried.next().losses()).isZero();
              assertThat(retried.next().suspect()).isFalse();
            });
    assertThat(decide(running(1), attempt(1, 1), convicted()))
        .isInstanceOfSatisfying(
            RecorderDecision.Final.class,
            end -> {
              assertThat(end.next().status()).isEqualTo(ExecutionStatus.FAILED);
              assertThat(end.errorType()).isEqualTo("OutOfMemory");
              assertThat(end.suspicion()).isEqualTo(Suspicion.CONVICTED);
            });
  }

  @Test
  void aSuspectThatIsLostForAnotherReasonIsTriedAloneAgain() {
    for (QueueReport loss : List.of(blameless(), LOST_ONCE)) {
      assertThat(next(decide(running(1).suspected(), attempt(1, 1), loss)).suspect()).isTrue();
    }
  }

  @Test
  void anAtMostOnceSuspectFailsWithoutATrial() {
    var started = declared(new RetryTerms(5, true, false, true)).with(permit(1, 1, "w"));

    assertThat(decide(started, attempt(1, 1), suspect()))
        .isInstanceOfSatisfying(
            RecorderDecision.Final.class,
            end -> {
              assertThat(end.next().status()).isEqualTo(ExecutionStatus.FAILED);
              assertThat(end.next().suspect()).isFalse();
              assertThat(end.suspicion()).isEqualTo(Suspicion.SUSPECTED);
            });
    assertThat(decide(started, attempt(1, 1), convicted()))
        .isInstanceOf(RecorderDecision.Final.class);
  }

  private boolean granted(ExecutionState state, Attempt attempt, String owner) {
    return decide(state, attempt, new QueueReport.Asked(owner))
            instanceof RecorderDecision.Asked asked
        && asked.granted();
  }

  private RecorderDecision decide(ExecutionState state, Attempt attempt, QueueReport report) {
    return rules.decide(state, attempt, report, "w", NOW);
  }

  private static Permit permit(long epoch, long claim, String owner) {
    return new Permit(epoch, claim, owner);
  }

  private static RetryTerms retries(int most) {
    return new RetryTerms(most, false, false, false);
  }

  private static ExecutionState declared(RetryTerms terms) {
    return new ExecutionState(
        ID,
        "w",
        ExecutionStatus.RUNNING,
        1,
        1,
        0,
        0,
        1,
        false,
        false,
        terms,
        null,
        null,
        null,
        null,
        Instant.EPOCH,
        null);
  }

  private static ExecutionState holder(ExecutionState of) {
    return new ExecutionState(
        ID,
        "w",
        of.status(),
        1,
        1,
        0,
        0,
        1,
        false,
        false,
        of.terms(),
        new HeldLock(null),
        null,
        null,
        null,
        Instant.EPOCH,
        null);
  }

  private static ExecutionState cancelled(ExecutionState of) {
    return new ExecutionState(
        ID,
        "w",
        of.status(),
        1,
        1,
        0,
        0,
        1,
        true,
        false,
        of.terms(),
        null,
        null,
        null,
        null,
        Instant.EPOCH,
        null);
  }

  private static ExecutionState state(
      ExecutionStatus status, long epoch, long claim, int losses, boolean cancelling) {
    return new ExecutionState(
        ID,
        "w",
        status,
        epoch,
        claim,
        losses,
        0,
        1,
        cancelling,
        false,
        retries(0),
        null,
        null,
        null,
        null,
        Instant.EPOCH,
        null);
  }

  private static QueueReport stuck() {
    return new QueueReport.Ended(ExecutionStatus.FAILED, outcome("FAILED", "ExecutionStuck"));
  }

  private static QueueReport gone(String worker, long generation) {
    return new QueueReport.Gone(new GoneEvent(worker, 1, generation));
  }

  private static ExecutionState next(RecorderDecision recording) {
    return switch (recording) {
      case RecorderDecision.Running running -> running.next();
      case RecorderDecision.Final end -> end.next();
      case RecorderDecision.Repeated repeated -> repeated.next();
      case RecorderDecision.Retried retried -> retried.next();
      case RecorderDecision.Asked asked -> asked.next();
      case RecorderDecision.PermitReturned returned -> returned.next();
      case RecorderDecision.Gone gone -> gone.next();
      case RecorderDecision.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static ExecutionState pending() {
    return state(ExecutionStatus.PENDING, 1, 0, 0, false);
  }

  private static ExecutionState running(long claim) {
    return state(ExecutionStatus.RUNNING, 1, claim, 0, false);
  }

  private static Attempt attempt(long epoch, long claim) {
    return new Attempt(ID.toString(), epoch, claim);
  }

  private static QueueReport started() {
    return new QueueReport.Started(new StartedEvent("w", 1, 1, "thread", Instant.EPOCH));
  }

  private static QueueReport ended(ExecutionStatus status) {
    return new QueueReport.Ended(status, outcome(status.name(), null));
  }

  private static QueueReport suspect() {
    return new QueueReport.Suspect(outcome("FAILED", "OutOfMemory"));
  }

  private static QueueReport convicted() {
    return new QueueReport.Convicted(outcome("FAILED", "OutOfMemory"));
  }

  private static QueueReport killed() {
    return new QueueReport.Killed(outcome("FAILED", "ProcessCrashed"));
  }

  private static QueueReport blameless() {
    return new QueueReport.Blameless(outcome("FAILED", "ProcessCrashed"));
  }

  private static OutcomeEvent outcome(String status, @Nullable String errorType) {
    return new OutcomeEvent(
        status, errorType, null, null, null, "w", 1, 1, "thread", NOW, null, 0, 0, 0, null, null);
  }
}
