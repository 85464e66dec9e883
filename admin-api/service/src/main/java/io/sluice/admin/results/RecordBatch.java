package io.sluice.admin.results;

import io.sluice.admin.circuitbreaker.StuckEventStore.StuckEvent;
import io.sluice.admin.execution.AttemptEvents;
import io.sluice.admin.execution.ExecutionListener.StuckAttempt;
import io.sluice.admin.execution.ExecutionRecordStore.Change;
import io.sluice.admin.execution.ExecutionState;
import io.sluice.admin.execution.HourlyCounts;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.admin.results.RecorderDecision.Suspicion;
import io.sluice.admin.results.ReportReader.QueueReport;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.Attempt;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one transaction of the recorder. Events of one execution are reduced to its last
 * state, so each row is written once.
 */
final class RecordBatch {

  private final Instant begun;
  private final Map<UUID, Change> rows = new LinkedHashMap<>();
  private final Map<Attempt, Delivery> deliveries = new LinkedHashMap<>();
  private final List<Dossier> dossiers = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Dossier> crashReports = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<RecorderDecision.Asked> asked = new ArrayList<>();
  private final List<RecorderDecision.PermitReturned> permitsReturned = new ArrayList<>();
  private final List<RecorderDecision.Gone> gone = new ArrayList<>();
  private final List<ReportReader.Read.Event> locked = new ArrayList<>();
  private final BreakerInput breakerInput = new BreakerInput();

  /** One row of the attempt history. */
  record Delivery(
      Attempt attempt,
      String status,
      @Nullable StartedEvent started,
      @Nullable OutcomeEvent outcome,
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable Suspicion suspicion)
      implements AttemptEvents {

    /** Merges the start that an earlier event of the same batch brought. */
    private Delivery following(Delivery earlier) {
      return started != null
          ? this
          : new Delivery(
              attempt, status, earlier.started, outcome, errorType, errorMessage, suspicion);
    }
  }

  /** The verdict of an attempt's end on a crash: its own, or that of earlier attempts. */
  record Verdict(UUID id, Attempt attempt, Suspicion suspicion) {}

  record Dossier(UUID id, Attempt attempt, OutcomeEvent outcome) {}

  /** Returns the models of executions that ignored their cancel and were killed. */
  List<String> killedModels() {
    return breakerInput.stuck().stream()
        .filter(StuckEvent::killed)
        .flatMap(
            event ->
                dossiers.stream()
                    .filter(dossier -> dossier.id().equals(event.executionId()))
                    .map(dossier -> dossier.outcome().executionModel()))
        .toList();
  }

  record Refusal(StreamEntry entry, ReportReader.Read read, String reason) {}

  RecordBatch(Instant begun) {
    this.begun = begun;
  }

  /** Returns the time at which its transaction began. */
  Instant begun() {
    return begun;
  }

  void record(ExecutionState before, ReportReader.Read.Event event, RecorderDecision decision) {
    switch (decision) {
      case RecorderDecision.Running(var next, var started) -> {
        put(new Change(before, next, started, null, null, null, false));
        deliver(new Delivery(event.attempt(), "RUNNING", started, null, null, null, null));
      }
      case RecorderDecision.Final(
              var next,
              var outcome,
              var errorType,
              var errorMessage,
              var suspicion,
              var budgetSpent) -> {
        put(new Change(before, next, null, outcome, errorType, errorMessage, budgetSpent));
        if (event.attempt().claim() > 0) {
          deliver(
              new Delivery(
                  event.attempt(),
                  next.status().name(),
                  null,
                  outcome,
                  errorType,
                  errorMessage,
                  suspicion));
        }
        addVerdict(event, outcome, suspicion);
        if (outcome != null) {
          ended(before, event, outcome, next.status() == ExecutionStatus.SUCCESS);
        }
      }
      case RecorderDecision.Repeated(var next, var outcome, var suspicion) -> {
        put(new Change(before, next, null, null, null, null, false));
        deliver(
            new Delivery(
                event.attempt(),
                "LOST",
                null,
                outcome,
                outcome == null ? RecorderRules.WORKER_LOST : outcome.errorType(),
                outcome == null ? null : outcome.errorMessage(),
                suspicion));
        addVerdict(event, outcome, suspicion);
      }
      case RecorderDecision.Retried(var next, var outcome, var suspicion) -> {
        put(new Change(before, next, null, null, null, null, false));
        deliver(
            new Delivery(
                event.attempt(),
                outcome.status(),
                null,
                outcome,
                outcome.errorType(),
                outcome.errorMessage(),
                suspicion));
        addVerdict(event, outcome, suspicion);
        ended(before, event, outcome, false);
      }
      case RecorderDecision.Asked answered -> asked.add(answered);
      case RecorderDecision.PermitReturned returned -> permitsReturned.add(returned);
      case RecorderDecision.Gone ended -> gone.add(ended);
      case RecorderDecision.Refused(String reason) -> refuse(event, reason);
    }
  }

  /** Adds an event that was not decided, because another session has locked its row. */
  void leaveLocked(ReportReader.Read.Event event) {
    locked.add(event);
  }

  List<ReportReader.Read.Event> locked() {
    return locked;
  }

  private void addVerdict(
      ReportReader.Read.Event event,
      @Nullable OutcomeEvent outcome,
      @Nullable Suspicion suspicion) {
    if (suspicion == null) {
      return;
    }
    verdicts.add(new Verdict(event.id(), event.attempt(), suspicion));
    if (suspicion != Suspicion.ACQUITTED && outcome != null && outcome.dossierJson() != null) {
      crashReports.add(new Dossier(event.id(), event.attempt(), outcome));
    }
  }

  /** Takes the parts of an outcome for the dossier and for the breaker. */
  private void ended(
      ExecutionState before,
      ReportReader.Read.Event event,
      OutcomeEvent outcome,
      boolean succeeded) {
    if (event.hasDossier()) {
      dossiers.add(new Dossier(event.id(), event.attempt(), outcome));
    }
    breakerInput.ended(before.lock(), event, outcome, succeeded);
  }

  /** Keeps a refused event. Refused starts and process ends are dropped: they carry no outcome. */
  void refuse(ReportReader.Read read, String reason) {
    boolean withoutOutcome =
        read instanceof ReportReader.Read.Event event
            && (event.report() instanceof QueueReport.Started
                || event.report() instanceof QueueReport.Gone);
    if (!withoutOutcome) {
      refusals.add(new Refusal(read.entry(), read, reason));
    }
  }

  private void put(Change change) {
    rows.merge(change.after().id(), change, (earlier, later) -> later.following(earlier));
  }

  private void deliver(Delivery delivery) {
    deliveries.merge(delivery.attempt(), delivery, (earlier, later) -> later.following(earlier));
  }

  List<Change> rows() {
    return List.copyOf(rows.values());
  }

  List<Delivery> deliveries() {
    return List.copyOf(deliveries.values());
  }

  List<Dossier> dossiers() {
    return dossiers;
  }

  /** The verdicts in the order of their events. */
  List<Verdict> verdicts() {
    return verdicts;
  }

  /** Crash reports of attempts that are suspected or convicted. */
  List<Dossier> crashReports() {
    return crashReports;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  /** Returned start permits. */
  List<RecorderDecision.PermitReturned> permitsReturned() {
    return permitsReturned;
  }

  List<RecorderDecision.Asked> asked() {
    return asked;
  }

  /** Processes with stuck attempts that have ended. */
  List<RecorderDecision.Gone> gone() {
    return gone;
  }

  /** Executions that no longer need the exclusive lock of their workflow. */
  List<UUID> lockGivers() {
    return rows.values().stream()
        .map(Change::after)
        .filter(ExecutionState::givesLockUp)
        .map(ExecutionState::id)
        .toList();
  }

  /** The input of the breaker, and its result. */
  BreakerInput breakerInput() {
    return breakerInput;
  }

  /** Executions that end with this transaction. */
  List<Change> ended() {
    return rows.values().stream().filter(row -> row.after().status().terminal()).toList();
  }

  /** Executions that become dead letters with this transaction. */
  List<UUID> deadLetters() {
    return rows.values().stream().filter(Change::deadLetter).map(row -> row.after().id()).toList();
  }

  /** Executions that a process started, once for each attempt. */
  List<UUID> started() {
    return deliveries.values().stream()
        .filter(delivery -> delivery.started() != null)
        .map(delivery -> UUID.fromString(delivery.attempt().executionId()))
        .toList();
  }

  /** Attempts that ignored their cancel. */
  List<StuckAttempt> stuck() {
    var stuck = new ArrayList<StuckAttempt>();
    for (Delivery delivery : deliveries.values()) {
      OutcomeEvent outcome = delivery.outcome();
      if (outcome != null && RecorderRules.STUCK.equals(delivery.errorType())) {
        stuck.add(
            new StuckAttempt(
                UUID.fromString(delivery.attempt().executionId()),
                outcome.workerId(),
                outcome.pid(),
                outcome.runMs() / 1000.0,
                outcome.errorMessage()));
      }
    }
    return stuck;
  }

  /** Executions that wait again with this transaction. */
  List<UUID> waitingAgain() {
    return rows.values().stream()
        .filter(row -> row.after().epoch() > row.before().epoch())
        .map(row -> row.after().id())
        .toList();
  }

  /** Changes of shared JVM state by attempts. */
  List<HourlyCounts.SharedStateChange> sharedState() {
    List<HourlyCounts.SharedStateChange> changed = new ArrayList<>();
    deliveries.forEach(
        (attempt, delivery) -> {
          OutcomeEvent outcome = delivery.outcome();
          if (outcome != null && outcome.sharedStateChanges() != null) {
            changed.add(
                new HourlyCounts.SharedStateChange(
                    UUID.fromString(attempt.executionId()), outcome.sharedStateChanges()));
          }
        });
    return changed;
  }
}
