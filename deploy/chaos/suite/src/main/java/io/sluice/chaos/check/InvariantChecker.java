package io.sluice.chaos.check;

import io.sluice.chaos.check.OutcomeInvariants.AcceptedOnce;
import io.sluice.chaos.check.OutcomeInvariants.FencedOutcomes;
import io.sluice.chaos.check.OutcomeInvariants.HighestToken;
import io.sluice.chaos.check.RunInvariants.CommandsEnded;
import io.sluice.chaos.check.RunInvariants.FaultsLanded;
import io.sluice.chaos.check.RunInvariants.NothingRemains;
import io.sluice.chaos.check.RunInvariants.OneActive;
import io.sluice.chaos.check.StartInvariants.BlockedWorkflows;
import io.sluice.chaos.check.StartInvariants.ExclusiveAttempts;
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
