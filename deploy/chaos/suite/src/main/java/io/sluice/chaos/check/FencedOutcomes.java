package io.sluice.chaos.check;

import java.util.ArrayList;

/** Invariant I3: no attempt has an outcome that was recorded after a later attempt had started. */
final class FencedOutcomes {
  private FencedOutcomes() {}

  static InvariantResult check(RunRecord record) {
    var runs = new LedgerRuns(record.observed().runs());
    var offenders = new ArrayList<String>();
    long inspected = 0;
    for (var attempt : record.recorded().attempts()) {
      if (attempt.hasOutcome() && attempt.recordedAt().isPresent()) {
        inspected++;
        runs.higher(attempt.execution(), attempt.token(), attempt.recordedAt().get())
            .ifPresent(
                later ->
                    offenders.add(
                        "%s: attempt %s was recorded as %s after %s had started"
                            .formatted(
                                attempt.execution(),
                                attempt.token(),
                                attempt.status(),
                                later.token())));
      }
    }
    return InvariantResult.of(Invariant.I3, inspected, offenders);
  }
}
