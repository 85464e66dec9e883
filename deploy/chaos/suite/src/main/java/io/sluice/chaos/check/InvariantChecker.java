package io.sluice.chaos.check;

import java.util.List;

/** Checks all invariants. */
public final class InvariantChecker {
  private InvariantChecker() {}

  public static List<InvariantResult> findings(RunRecord facts) {
    return List.of(
        AcceptedOnce.check(facts),
        HighestToken.check(facts),
        FencedOutcomes.check(facts),
        OneActive.check(facts),
        HealthyAttempts.check(facts),
        BlockedWorkflows.check(facts),
        ExclusiveAttempts.check(facts),
        NothingRemains.check(facts),
        CommandsEnded.check(facts),
        FaultsLanded.check(facts));
  }
}
