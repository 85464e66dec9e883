package io.sluice.process.execution;

import io.sluice.process.diagnosis.Dossier;
import io.sluice.process.diagnosis.StackSampler;
import io.sluice.process.execution.CancelLadder.EscalationStep;
import io.sluice.process.execution.ExecutionRules.Step;
import io.sluice.process.output.ProcessLog;
import java.time.Instant;
import java.util.Locale;

/** Executes the due steps of an execution. Runs on the loop thread and never blocks. */
final class CancelEscalator {
  private final StackSampler sampler;
  private final Reports reports;
  private final OutputSender output;

  CancelEscalator(StackSampler sampler, Reports reports, OutputSender output) {
    this.sampler = sampler;
    this.reports = reports;
    this.output = output;
  }

  void escalate(RunningExecution execution, Step next, Instant now) {
    execution.become(next.state());
    for (var step : next.due()) {
      Guard.run("the escalation step " + step.action(), execution, () -> act(execution, step, now));
    }
  }

  private void act(RunningExecution execution, EscalationStep step, Instant now) {
    switch (step.action()) {
      case FLAG -> {
        tried(execution, step, execution::flag);
        execution.evidence().stopRequested(sampler);
      }
      case INTERRUPT -> tried(execution, step, execution::interrupt);
      case CLOSERS -> tried(execution, step, execution::runClosers);
      case SAMPLE -> execution.evidence().sample(sampler);
      case STUCK -> declareStuck(execution, now);
    }
  }

  private static void tried(RunningExecution execution, EscalationStep step, Runnable act) {
    act.run();
    execution.evidence().tried(step.action().name().toLowerCase(Locale.ROOT), step.after());
  }

  private void declareStuck(RunningExecution execution, Instant now) {
    var dossier = dossier(execution);
    Guard.run("sending its output", execution, () -> output.flush(execution));
    Guard.run("sending its spans", execution, () -> reports.spans(execution, "ExecutionStuck"));
    reports.stuck(execution, dossier, now);
  }

  /** Returns the dossier; the execution is reported as stuck even without one. */
  private Dossier dossier(RunningExecution execution) {
    try {
      var members = execution.group().threadsAtWork();
      return execution.evidence().conclude(sampler, execution.dossierTarget(), members);
    } catch (RuntimeException | Error thrown) {
      ProcessLog.failed(
          "the dossier of the execution " + execution.request().attempt().getExecutionId(), thrown);
      return Dossier.NONE;
    }
  }
}
