package io.sluice.process.execution;

import io.sluice.process.execution.CancelLadder.EscalationStep.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Escalation steps in their order. They move closer together if the grace period is under 2 s. */
record CancelLadder(List<EscalationStep> steps) {
  private static final Duration STEP = Duration.ofSeconds(1);

  static CancelLadder within(Duration grace) {
    var half = grace.dividedBy(2);
    var step = STEP.compareTo(half) < 0 ? STEP : half;
    List<EscalationStep> steps = new ArrayList<>();
    steps.add(new EscalationStep(Duration.ZERO, Action.FLAG));
    for (var at = Duration.ZERO; at.compareTo(grace) < 0; at = at.plus(step)) {
      steps.add(new EscalationStep(at, Action.INTERRUPT));
    }
    steps.add(new EscalationStep(step, Action.CLOSERS));
    steps.add(new EscalationStep(grace.minus(step.multipliedBy(2)), Action.SAMPLE));
    steps.add(new EscalationStep(grace.minus(step), Action.SAMPLE));
    steps.add(new EscalationStep(grace, Action.STUCK));
    steps.sort(Comparator.comparing(EscalationStep::after).thenComparing(EscalationStep::action));
    return new CancelLadder(List.copyOf(steps));
  }

  List<EscalationStep> dueBetween(int climbed, Duration sinceTold) {
    return steps.subList(climbed, steps.size()).stream()
        .takeWhile(rung -> rung.after().compareTo(sinceTold) <= 0)
        .toList();
  }

  /** One step of the cancel ladder, due some time after the request to stop. */
  record EscalationStep(Duration after, Action action) {
    /**
     * Action of a step. Of steps that are due at the same time the earlier constant comes first: a
     * sample must not show the effects of the interrupt.
     */
    enum Action {
      FLAG,
      SAMPLE,
      INTERRUPT,
      CLOSERS,
      STUCK
    }
  }
}
