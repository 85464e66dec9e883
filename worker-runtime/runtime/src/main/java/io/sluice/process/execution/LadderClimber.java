package io.sluice.process.execution;

import io.sluice.process.execution.ExecutionRules.Step;
import io.sluice.process.output.ProcessLog;
import io.sluice.process.stuck.Dossier;
import io.sluice.process.stuck.StackSampler;
import java.time.Instant;
import java.util.Locale;

/** Executes the due steps of an execution. Runs on the loop thread and never blocks. */
final class LadderClimber {
  private final StackSampler sampler;
  private final Reports reports;
  private final OutputSender output;

  LadderClimber(StackSampler sampler, Reports reports, OutputSender output) {
    this.sampler = sampler;
    this.reports = reports;
    this.output = output;
  }

  void climb(Execution execution, Step step, Instant now) {
    execution.become(step.state());
    for (var rung : step.due()) {
      Guard.run("the rung " + rung.action(), execution, () -> act(execution, rung, now));
    }
  }

  private void act(Execution execution, Rung rung, Instant now) {
    switch (rung.action()) {
      case FLAG -> {
        told(execution, rung, execution::flag);
        execution.evidence().toldToStop(sampler);
      }
      case INTERRUPT -> told(execution, rung, execution::interrupt);
      case CLOSERS -> told(execution, rung, execution::runClosers);
      case SAMPLE -> execution.evidence().sample(sampler);
      case STUCK -> declareStuck(execution, now);
    }
  }

  private static void told(Execution execution, Rung rung, Runnable act) {
    act.run();
    execution.evidence().tried(rung.action().name().toLowerCase(Locale.ROOT), rung.after());
  }

  private void declareStuck(Execution execution, Instant now) {
    var dossier = dossier(execution);
    Guard.run("sending its output", execution, () -> output.flush(execution));
    reports.stuck(execution, dossier, now);
  }

  /** Returns the dossier; the execution is reported as stuck even without one. */
  private Dossier dossier(Execution execution) {
    try {
      var members = execution.group().threads();
      return execution.evidence().conclude(sampler, execution.subject(), members);
    } catch (RuntimeException | Error thrown) {
      ProcessLog.failed(
          "the dossier of the execution " + execution.order().attempt().getExecutionId(), thrown);
      return Dossier.NONE;
    }
  }
}
