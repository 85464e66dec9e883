package io.sluice.chaos.check;

import io.sluice.chaos.nemesis.FaultResult.Landing;
import java.util.Locale;

/** Invariant I10: every fault had an effect. Skipped faults are reported separately. */
final class FaultsLanded {
  private FaultsLanded() {}

  static InvariantResult check(RunRecord facts) {
    var played =
        facts.strikes().stream().filter(strike -> strike.landing() != Landing.SKIPPED).toList();
    return InvariantResult.of(
        Invariant.I10,
        played.size(),
        played.stream()
            .filter(strike -> strike.landing() != Landing.LANDED)
            .map(
                strike ->
                    String.format(
                        Locale.ROOT,
                        "row %d, %s: %s",
                        strike.row(),
                        strike.fault(),
                        strike.words()))
            .toList());
  }
}
