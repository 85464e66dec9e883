package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.process.execution.CancelLadder.EscalationStep;
import io.sluice.process.execution.CancelLadder.EscalationStep.Action;
import io.sluice.process.execution.ExecutionRules.Conclusion;
import io.sluice.process.execution.ExecutionRules.Step;
import io.sluice.process.execution.RunState.Completing;
import io.sluice.process.execution.RunState.Running;
import io.sluice.process.execution.RunState.Stuck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionRulesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ExecutionRules RULES =
      new ExecutionRules(CancelLadder.within(Duration.ofSeconds(10)));
  private static final RunState UNTIL_60_S = new Running(Optional.of(START.plusSeconds(60)));
  private static final RunState WITHOUT_DEADLINE = new Running(Optional.empty());

  @Test
  void nothingHappensBeforeTheDeadline() {
    assertThat(RULES.advance(UNTIL_60_S, START.plusMillis(59_999)))
        .isEqualTo(new Step(UNTIL_60_S, List.of()));
  }

  @Test
  void atItsDeadlineAnExecutionIsFlaggedAndInterrupted() {
    var step = RULES.advance(UNTIL_60_S, START.plusSeconds(60));
    assertThat(step.state())
        .isEqualTo(new Completing(CancelReason.DEADLINE, START.plusSeconds(60), 2));
    assertThat(actions(step)).containsExactly(Action.FLAG, Action.INTERRUPT);
  }

  @Test
  void withoutADeadlineAnExecutionRunsForEver() {
    assertThat(RULES.nextDue(WITHOUT_DEADLINE)).isEmpty();
    assertThat(RULES.advance(WITHOUT_DEADLINE, START.plus(Duration.ofDays(365))).state())
        .isEqualTo(WITHOUT_DEADLINE);
  }

  @Test
  void theLadderIsClimbedInOrderUntilItIsStuck() {
    var stopping = RULES.requestStop(WITHOUT_DEADLINE, CancelReason.USER, START);
    var second = RULES.advance(stopping.state(), START.plusSeconds(1));
    assertThat(actions(second)).containsExactly(Action.INTERRUPT, Action.CLOSERS);
    var third = RULES.advance(second.state(), START.plusMillis(1_999));
    assertThat(third.due()).isEmpty();
    var last = RULES.advance(third.state(), START.plusSeconds(10));
    assertThat(actions(last)).endsWith(Action.STUCK);
    assertThat(last.state()).isEqualTo(new Stuck(CancelReason.USER, START.plusSeconds(10)));
  }

  @Test
  void aLateLoopClimbsEveryRungThatWasMissed() {
    var stopping = RULES.requestStop(WITHOUT_DEADLINE, CancelReason.USER, START);
    var late = RULES.advance(stopping.state(), START.plusSeconds(30));
    assertThat(actions(late)).contains(Action.CLOSERS, Action.SAMPLE, Action.STUCK);
  }

  @Test
  void onlyTheFirstReasonCounts() {
    var stopping = RULES.requestStop(WITHOUT_DEADLINE, CancelReason.FENCED, START);
    assertThat(RULES.requestStop(stopping.state(), CancelReason.USER, START.plusSeconds(1)))
        .isEqualTo(new Step(stopping.state(), List.of()));
  }

  @Test
  void aStuckExecutionIsLeftAlone() {
    var stuck = new Stuck(CancelReason.USER, START);
    assertThat(RULES.advance(stuck, START.plusSeconds(99))).isEqualTo(new Step(stuck, List.of()));
    assertThat(RULES.nextDue(stuck)).isEmpty();
    assertThat(RULES.conclude(stuck)).isEqualTo(Conclusion.LATE);
  }

  @Test
  void theNextRungIsDueOneSecondAfterTheFirst() {
    var stopping = RULES.requestStop(WITHOUT_DEADLINE, CancelReason.USER, START);
    assertThat(RULES.nextDue(stopping.state())).contains(START.plusSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(CancelReason.class)
  void anExecutionThatStopsInTimeIsATimeoutOnlyAtItsDeadline(CancelReason reason) {
    var stopping = RULES.requestStop(WITHOUT_DEADLINE, reason, START);
    assertThat(RULES.conclude(stopping.state()))
        .isEqualTo(
            switch (reason) {
              case DEADLINE -> Conclusion.TIMEOUT;
              case USER, FENCED, SHUTDOWN -> Conclusion.CANCELLED;
              case TERMINATED -> Conclusion.TERMINATED;
              case THREADS -> Conclusion.TOO_MANY_THREADS;
            });
  }

  @Test
  void anExecutionThatWasNotToldEndsAsItEnded() {
    assertThat(RULES.conclude(UNTIL_60_S)).isEqualTo(Conclusion.AS_IT_ENDED);
  }

  private static List<Action> actions(Step step) {
    return step.due().stream().map(EscalationStep::action).toList();
  }
}
