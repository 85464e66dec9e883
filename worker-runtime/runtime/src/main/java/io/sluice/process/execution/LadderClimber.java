package io.sluice.process.execution;

import io.sluice.process.execution.ExecutionRules.Step;
import io.sluice.process.stuck.StackSampler;
import java.time.Instant;
import java.util.Locale;

/** Does what the rules say is due for an execution. Runs on the loop thread and never blocks. */
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
    step.due().forEach(rung -> act(execution, rung, now));
  }

  private void act(Execution execution, Rung rung, Instant now) {
    switch (rung.action()) {
      case FLAG -> {
        execution.evidence().toldToStop(sampler);
        told(execution, rung, execution::flag);
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
    var members = execution.group().threads();
    var dossier = execution.evidence().conclude(sampler, execution.subject(), members);
    output.flush(execution);
    reports.stuck(execution, dossier, now);
  }
}
