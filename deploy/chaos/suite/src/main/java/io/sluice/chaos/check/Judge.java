package io.sluice.chaos.check;

import java.util.List;

/** All invariants. */
public final class Judge {
  private Judge() {}

  public static List<Finding> findings(Facts facts) {
    return List.of(
        AcceptedOnce.check(facts),
        HighestToken.check(facts),
        FencedOutcomes.check(facts),
        OneActive.check(facts),
        HealthyLives.check(facts),
        BlockedDoors.check(facts),
        Alone.check(facts),
        AtRest.check(facts),
        CommandsEnded.check(facts),
        FaultsLanded.check(facts));
  }
}
