package io.sluice.admin.results;

import io.sluice.admin.circuitbreaker.Breaker.Result;
import io.sluice.admin.circuitbreaker.Breaker.TrialEnd;
import io.sluice.admin.circuitbreaker.StuckEventStore.StuckEvent;
import io.sluice.admin.execution.ExecutionState.HeldLock;
import io.sluice.queue.EventKind;
import io.sluice.queue.OutcomeEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input of the breaker in one transaction of the recorder, and the breaker's result. */
final class BreakerInput {

  private final List<StuckEvent> stuck = new ArrayList<>();
  private final List<TrialEnd> trials = new ArrayList<>();
  private Result result = Result.NONE;

  /**
   * Adds the end of an attempt. One that ignored its cancel counts towards the threshold and
   * decides on a probation. A setting excludes from the count those that were alone in their
   * process and were killed with it.
   */
  void ended(
      @Nullable HeldLock lock,
      ReportReader.Read.Event event,
      OutcomeEvent outcome,
      boolean succeeded) {
    boolean counts = event.hasDossier();
    Long probation = lock == null ? null : lock.probation();
    if (!counts && probation == null) {
      return;
    }
    DossierSummary summary = DossierSummary.of(outcome);
    if (counts) {
      stuck.add(
          new StuckEvent(
              event.id(),
              event.attempt().epoch(),
              event.attempt().claim(),
              Instant.ofEpochMilli(event.entry().addedAtMs()),
              summary.fingerprint(),
              event.kind() != EventKind.STUCK));
    }
    if (probation != null && (counts || succeeded)) {
      trials.add(new TrialEnd(probation, counts, counts ? summary.shownTopFrame() : null));
    }
  }

  List<StuckEvent> stuck() {
    return stuck;
  }

  List<TrialEnd> trials() {
    return trials;
  }

  Result result() {
    return result;
  }

  void decided(Result decided) {
    result = decided;
  }
}
