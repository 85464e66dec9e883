package io.sluice.chaos.check;

import io.sluice.chaos.nemesis.FaultResult.Landing;
import java.util.Locale;

/** Invariant I10: every fault had an effect. Skipped faults are reported separately. */
final class FaultsLanded {
  private FaultsLanded() {}

  static InvariantResult check(RunRecord record) {
    var played =
        record.faults().results().stream().filter(result -> result.landing() != Landing.SKIPPED).toList();
    return InvariantResult.of(
        Invariant.I10,
        played.size(),
        played.stream()
            .filter(result -> result.landing() != Landing.LANDED)
            .map(
                result ->
                    String.format(
                        Locale.ROOT,
                        "row %d, %s: %s",
                        result.row(),
                        result.fault(),
                        result.words()))
            .toList());
  }
}
