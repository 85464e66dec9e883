package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.process.bundle.BundleAddress;
import io.sluice.process.diagnosis.StackSampler;
import io.sluice.process.execution.CancelLadder.EscalationStep;
import io.sluice.process.lifecycle.ProcessClock;
import io.sluice.protocol.Attempt;
import io.sluice.protocol.FromProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CancelEscalatorTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final List<FromProcess> sent = new ArrayList<>();

  @Test
  void whatAStuckExecutionSaidIsSentBeforeStuckEvenWhenTheStreamIsNotReady() {
    var execution = execution();
    execution.context().log("last words");
    execution.context().progress(99, "nearly");
    var stuck = new RunState.Stuck(CancelReason.DEADLINE, NOW);
    var step = new EscalationStep(Duration.ofSeconds(10), EscalationStep.Action.STUCK);

    escalator().escalate(execution, new ExecutionRules.Step(stuck, List.of(step)), NOW);

    assertThat(sent)
        .extracting(FromProcess::getMessageCase)
        .containsExactly(
            FromProcess.MessageCase.LOG,
            FromProcess.MessageCase.PROGRESS,
            FromProcess.MessageCase.STUCK);
  }

  private CancelEscalator escalator() {
    var orchestrator = new Recorded();
    var reports = new Reports(orchestrator);
    return new CancelEscalator(
        new StackSampler(() -> NOW, _ -> null), reports, new OutputSender(orchestrator, reports));
  }

  private static RunningExecution execution() {
    var request =
        new ExecutionRequest(
            Attempt.newBuilder().setExecutionId("e").build(),
            "workflow",
            1,
            new ExecutionRequest.Code(new BundleAddress(Path.of("none"), ""), "Workflow"),
            "{}",
            NOW,
            Optional.empty());
    var parent = new ThreadGroup("executions");
    return new RunningExecution(
        request,
        parent,
        new ProcessClock(),
        new LoopMailbox(),
        () -> {
          throw new AssertionError("never started");
        });
  }

  /** The other side, which is never ready for what may be dropped. */
  private final class Recorded implements Orchestrator {
    @Override
    public void send(FromProcess.Builder message) {
      sent.add(message.build());
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void handled() {}

    @Override
    public long dropped() {
      return 0;
    }

    @Override
    public void closeSending() {}

    @Override
    public void exit() {}
  }
}
