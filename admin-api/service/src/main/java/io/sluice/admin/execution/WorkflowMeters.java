package io.sluice.admin.execution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ended executions and their run times by workflow, for the dashboard of one workflow
 * (docs/operations.md). Series exist from the first end on. Safe on every thread.
 */
@Singleton
final class WorkflowMeters {

  /**
   * The workflows with series of their own, those that ended first since the start; a monitoring
   * system pays for every series.
   */
  static final int MAX_WORKFLOWS = 200;

  /** Label of all further workflows. No workflow has this name. */
  static final String OTHERS = "(others)";

  private final MeterRegistry meters;
  private final Map<String, Series> byLabel = new ConcurrentHashMap<>();

  private record Outcome(ExecutionStatus status, String errorType) {}

  private record Series(String label, Timer runTime, Map<Outcome, Counter> ends) {}

  WorkflowMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void ended(Ended end) {
    Series series = series(end.workflow());
    series
        .ends()
        .computeIfAbsent(
            new Outcome(end.to(), ErrorLabel.of(end.errorType())),
            outcome -> counter(series.label(), outcome))
        .increment();
    if (end.ran() != null) {
      series.runTime().record(end.ran());
    }
  }

  private Series series(String workflow) {
    Series known = byLabel.get(workflow);
    if (known == null) {
      known = byLabel.get(OTHERS);
    }
    return known == null ? added(workflow) : known;
  }

  private synchronized Series added(String workflow) {
    boolean full = byLabel.size() >= MAX_WORKFLOWS && !byLabel.containsKey(workflow);
    // Others are there from then on, so that no end of another workflow comes here again.
    return byLabel.computeIfAbsent(
        full ? OTHERS : workflow,
        label ->
            new Series(
                label,
                meters.timer("sluice.workflow.run", "workflow", label),
                new ConcurrentHashMap<>()));
  }

  private Counter counter(String workflow, Outcome outcome) {
    return meters.counter(
        "sluice.workflow.executions.finished",
        "workflow",
        workflow,
        "status",
        outcome.status().name(),
        "error_type",
        outcome.errorType());
  }
}
