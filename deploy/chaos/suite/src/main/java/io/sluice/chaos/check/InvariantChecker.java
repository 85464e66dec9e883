package io.sluice.chaos.check;

import java.util.List;

/** Checks all invariants. */
public final class InvariantChecker {
  private InvariantChecker() {}

  public static List<InvariantResult> findings(RunRecord record) {
    return List.of(
        AcceptedOnce.check(record),
        HighestToken.check(record),
        FencedOutcomes.check(record),
        OneActive.check(record),
        HealthyAttempts.check(record),
        BlockedWorkflows.check(record),
        ExclusiveAttempts.check(record),
        NothingRemains.check(record),
        CommandsEnded.check(record),
        FaultsLanded.check(record));
  }
}
