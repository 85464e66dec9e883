package io.sluice.admin.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ExecutionStatus;
import io.sluice.queue.Attempt;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecorderRulesTest {

  private static final UUID ID = UUID.fromString("019a9f3e-0000-7000-8000-000000000001");
  private final RecorderRules rules = new RecorderRules(3);

  @Test
  void aStartedAttemptRuns() {
    var recording = rules.decide(pending(), attempt(1, 1), started());

    assertThat(recording)
        .isInstanceOfSatisfying(
            Recording.Running.class,
            running -> {
              assertThat(running.next().status()).isEqualTo(ExecutionStatus.RUNNING);
              assertThat(running.next().lastClaim()).isEqualTo(1);
            });
  }

  @Test
  void aResultEndsTheExecutionAsItSays() {
    var recording = rules.decide(running(2), attempt(1, 2), ended(ExecutionStatus.TIMEOUT));

    assertThat(next(recording).status()).isEqualTo(ExecutionStatus.TIMEOUT);
  }

  @Test
  void aResultOfAnEarlierClaimIsFenced() {
    assertThat(rules.decide(running(2), attempt(1, 1), ended(ExecutionStatus.SUCCESS)))
        .isInstanceOf(Recording.Refused.class);
  }

  @Test
  void aResultOfALaterClaimCountsBeforeItsStartIsKnown() {
    assertThat(
            next(rules.decide(running(2), attempt(1, 3), ended(ExecutionStatus.SUCCESS))).status())
        .isEqualTo(ExecutionStatus.SUCCESS);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecutionStatus.class,
      names = {"SUCCESS", "FAILED", "TIMEOUT", "CANCELLED", "BLOCKED"})
  void nothingChangesWhatHasEnded(ExecutionStatus status) {
    var state = new ExecutionState(ID, status, 1, 1, 0, 1, false);

    assertThat(rules.decide(state, attempt(1, 1), ended(ExecutionStatus.SUCCESS)))
        .isInstanceOf(Recording.Refused.class);
    assertThat(rules.decide(state, attempt(1, 2), started())).isInstanceOf(Recording.Refused.class);
    assertThat(rules.decide(state, attempt(1, 2), new Report.Lost()))
        .isInstanceOf(Recording.Refused.class);
  }

  @Test
  void anOtherEpochIsFencedOlderOrNewer() {
    var state = new ExecutionState(ID, ExecutionStatus.PENDING, 2, 0, 0, 1, false);

    assertThat(rules.decide(state, attempt(1, 9), ended(ExecutionStatus.SUCCESS)))
        .isInstanceOf(Recording.Refused.class);
    assertThat(rules.decide(state, attempt(3, 1), ended(ExecutionStatus.SUCCESS)))
        .isInstanceOf(Recording.Refused.class);
  }

  @Test
  void aSuspectWaitsAgainUnderANewEpoch() {
    var next = next(rules.decide(running(4), attempt(1, 4), suspect()));

    assertThat(next.status()).isEqualTo(ExecutionStatus.PENDING);
    assertThat(next.epoch()).isEqualTo(2);
    assertThat(next.lastClaim()).isZero();
    assertThat(next.losses()).isEqualTo(1);
    assertThat(next.attemptNumber()).isEqualTo(2);
  }

  @Test
  void theLossAfterTheBudgetFailsWithWhatTheProcessDiedOf() {
    var state = new ExecutionState(ID, ExecutionStatus.RUNNING, 4, 1, 3, 4, false);

    assertThat(rules.decide(state, attempt(4, 1), suspect()))
        .isInstanceOfSatisfying(
            Recording.Final.class,
            end -> {
              assertThat(end.next().status()).isEqualTo(ExecutionStatus.FAILED);
              assertThat(end.errorType()).isEqualTo("OutOfMemory");
              assertThat(end.next().losses()).isEqualTo(4);
            });
  }

  @Test
  void theLastLossOfTheBudgetIsStillRepeated() {
    var state = new ExecutionState(ID, ExecutionStatus.RUNNING, 3, 1, 2, 3, false);

    assertThat(next(rules.decide(state, attempt(3, 1), suspect())).status())
        .isEqualTo(ExecutionStatus.PENDING);
  }

  @Test
  void aSuspectThatShouldStopAnywayIsCancelledInsteadOfRepeated() {
    var state = new ExecutionState(ID, ExecutionStatus.RUNNING, 1, 1, 0, 1, true);

    assertThat(next(rules.decide(state, attempt(1, 1), suspect())).status())
        .isEqualTo(ExecutionStatus.CANCELLED);
  }

  @Test
  void aWorkerThatIsLostTooOftenFailsTheExecution() {
    assertThat(rules.decide(running(5), attempt(1, 5), new Report.Lost()))
        .isInstanceOfSatisfying(
            Recording.Final.class, end -> assertThat(end.errorType()).isEqualTo("WorkerLost"));
  }

  @Test
  void aClosedDoorBlocksTheExecution() {
    assertThat(rules.decide(pending(), attempt(1, 0), new Report.Blocked()))
        .isInstanceOfSatisfying(
            Recording.Final.class,
            end -> {
              assertThat(end.next().status()).isEqualTo(ExecutionStatus.BLOCKED);
              assertThat(end.errorType()).isEqualTo("WorkflowBlacklisted");
            });
  }

  @Test
  void aResultThatCannotBeReadIsALoss() {
    assertThat(next(rules.decide(running(1), attempt(1, 1), new Report.Unreadable("bad"))).status())
        .isEqualTo(ExecutionStatus.PENDING);
  }

  private static ExecutionState next(Recording recording) {
    return switch (recording) {
      case Recording.Running running -> running.next();
      case Recording.Final end -> end.next();
      case Recording.Repeated repeated -> repeated.next();
      case Recording.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static ExecutionState pending() {
    return new ExecutionState(ID, ExecutionStatus.PENDING, 1, 0, 0, 1, false);
  }

  private static ExecutionState running(long claim) {
    return new ExecutionState(ID, ExecutionStatus.RUNNING, 1, claim, 0, 1, false);
  }

  private static Attempt attempt(long epoch, long claim) {
    return new Attempt(ID.toString(), epoch, claim);
  }

  private static Report started() {
    return new Report.Started(new StartedEvent("w", 1, 1, "thread", Instant.EPOCH));
  }

  private static Report ended(ExecutionStatus status) {
    return new Report.Ended(status, outcome(status.name(), null));
  }

  private static Report suspect() {
    return new Report.Suspect(outcome("FAILED", "OutOfMemory"));
  }

  private static OutcomeEvent outcome(String status, @Nullable String errorType) {
    return new OutcomeEvent(
        status, errorType, null, null, null, "w", 1, 1, "thread", null, null, 0, 0, 0, null, null);
  }
}
