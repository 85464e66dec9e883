package io.sluice.process.execution;

import io.sluice.process.execution.Rung.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Escalation steps in their order. They move closer together if the grace period is under 2 s. */
record CancelLadder(List<Rung> rungs) {
  private static final Duration STEP = Duration.ofSeconds(1);

  static CancelLadder within(Duration grace) {
    var half = grace.dividedBy(2);
    var step = STEP.compareTo(half) < 0 ? STEP : half;
    List<Rung> rungs = new ArrayList<>();
    rungs.add(new Rung(Duration.ZERO, Action.FLAG));
    for (var at = Duration.ZERO; at.compareTo(grace) < 0; at = at.plus(step)) {
      rungs.add(new Rung(at, Action.INTERRUPT));
    }
    rungs.add(new Rung(step, Action.CLOSERS));
    rungs.add(new Rung(grace.minus(step.multipliedBy(2)), Action.SAMPLE));
    rungs.add(new Rung(grace.minus(step), Action.SAMPLE));
    rungs.add(new Rung(grace, Action.STUCK));
    rungs.sort(Comparator.comparing(Rung::after).thenComparing(Rung::action));
    return new CancelLadder(List.copyOf(rungs));
  }

  List<Rung> dueBetween(int climbed, Duration sinceTold) {
    return rungs.subList(climbed, rungs.size()).stream()
        .takeWhile(rung -> rung.after().compareTo(sinceTold) <= 0)
        .toList();
  }
}
