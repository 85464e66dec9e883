package io.sluice.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;

/**
 * Invariant I2: the recorded outcome belongs to the highest token. A later attempt that starts
 * after the outcome was recorded is refused, which is allowed.
 */
final class HighestToken {
  private HighestToken() {}

  static InvariantResult check(RunRecord record) {
    var runs = new LedgerRuns(record.observed().runs());
    var offenders = new ArrayList<String>();
    long inspected = 0;
    var outcomes = new HashMap<String, Integer>();
    for (var attempt : record.recorded().attempts()) {
      var row = record.recorded().executions().get(attempt.execution());
      if (attempt.hasOutcome() && row != null && attempt.token().epoch() == row.token().epoch()) {
        outcomes.merge(attempt.execution(), 1, Integer::sum);
      }
    }
    outcomes.forEach(
        (id, count) -> {
          if (count > 1) {
            offenders.add(id + " has " + count + " recorded outcomes at one epoch");
          }
        });
    for (var row : record.recorded().executions().values()) {
      var finished = row.recordedAt();
      if (finished.isPresent() && row.outcomeOfAnAttempt()) {
        inspected++;
        runs.higher(row.id(), row.token(), finished.get())
            .ifPresent(
                later ->
                    offenders.add(
                        "%s was recorded with token %s after %s had started"
                            .formatted(row.id(), row.token(), later.token())));
      }
    }
    return InvariantResult.of(Invariant.I2, inspected, offenders);
  }
}
