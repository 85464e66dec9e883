package io.sluice.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Invariants about acceptance and recorded outcomes (I1, I2, I3). */
final class OutcomeInvariants {

  private OutcomeInvariants() {}

  /** Invariant I1: every accepted request has exactly one recorded execution, with one outcome. */
  static final class AcceptedOnce {
    private AcceptedOnce() {}

    static InvariantResult check(RunRecord record) {
      var offenders = new ArrayList<>(record.requests().broken());
      for (var accepted : record.requests().accepted().values()) {
        var row = record.recorded().executions().get(accepted.id());
        if (row == null) {
          offenders.add(accepted.id() + " was answered with 202 and is not in PostgreSQL");
        } else if (!row.terminal()) {
          offenders.add(accepted.id() + " " + accepted.workflow() + " is still " + row.status());
        } else if (row.status().equals("SUCCESS")) {
          accepted
              .marker()
              .filter(marker -> !row.result().equals(Optional.of("\"" + marker + "\"")))
              .ifPresent(
                  marker ->
                      offenders.add(
                          "%s has the result %s and not %s"
                              .formatted(accepted.id(), row.result().orElse("none"), marker)));
        }
      }
      offenders.addAll(changed(record));
      offenders.addAll(unasked(record));
      return InvariantResult.of(Invariant.I1, record.requests().accepted().size(), offenders);
    }

    private static List<String> changed(RunRecord record) {
      var offenders = new ArrayList<String>();
      record
          .recorded()
          .first()
          .forEach(
              (id, first) -> {
                var row = record.recorded().executions().get(id);
                if (row == null) {
                  offenders.add(id + " had ended as " + first.status() + " and is gone");
                } else if (!row.status().equals(first.status())
                    || row.token().epoch() != first.epoch()) {
                  offenders.add(
                      String.format(
                          Locale.ROOT,
                          "%s was %s at epoch %d and is %s at epoch %d",
                          id,
                          first.status(),
                          first.epoch(),
                          row.status(),
                          row.token().epoch()));
                }
              });
      return offenders;
    }

    /** Recorded executions without an accepted request that cannot come from a lost answer. */
    private static List<String> unasked(RunRecord record) {
      long unasked =
          record.recorded().executions().keySet().stream()
              .filter(id -> !record.requests().accepted().containsKey(id))
              .count();
      return unasked > record.requests().lostAnswers()
          ? List.of(
              String.format(
                  Locale.ROOT,
                  "%d rows were never answered with 202, and only %d answers were lost",
                  unasked,
                  record.requests().lostAnswers()))
          : List.of();
    }
  }

  /**
   * Invariant I2: the recorded outcome belongs to the highest token. A later attempt that starts
   * after the outcome was recorded is refused, which is allowed.
   */
  static final class HighestToken {
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

  /**
   * Invariant I3: no attempt has an outcome that was recorded after a later attempt had started.
   */
  static final class FencedOutcomes {
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
}
