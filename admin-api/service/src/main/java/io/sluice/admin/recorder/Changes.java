package io.sluice.admin.recorder;

import io.sluice.admin.outcome.SharedStateCounts;
import io.sluice.admin.outcome.StuckAttempt;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.Attempt;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction of the recorder writes: events of one execution are reduced to its last
 * state, so each row is written once.
 */
final class Changes {

  private final Map<UUID, Row> rows = new LinkedHashMap<>();
  private final Map<Attempt, Delivery> deliveries = new LinkedHashMap<>();
  private final List<Dossier> dossiers = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Dossier> crashReports = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Recording.Asked> asked = new ArrayList<>();
  private final List<Recording.PermitReturned> permitsReturned = new ArrayList<>();
  private final List<Recording.Gone> gone = new ArrayList<>();
  private final ForBreaker forBreaker = new ForBreaker();

  /** The execution as it was read, as it becomes, and with what. */
  record Row(
      ExecutionState before,
      ExecutionState after,
      @Nullable StartedEvent started,
      @Nullable OutcomeEvent outcome,
      @Nullable String errorType,
      @Nullable String errorMessage) {}

  /** One attempt's line of history. */
  record Delivery(
      Attempt attempt,
      String status,
      @Nullable StartedEvent started,
      @Nullable OutcomeEvent outcome,
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable Suspicion suspicion) {}

  /** What the end of an attempt says of a crash: its own, or that of earlier ones. */
  record Verdict(UUID id, Attempt attempt, Suspicion suspicion) {}

  record Dossier(UUID id, Attempt attempt, OutcomeEvent outcome) {}

  record Refusal(StreamEntry entry, ReportReader.Read read, String reason) {}

  void record(ExecutionState before, ReportReader.Read.Event event, Recording recording) {
    switch (recording) {
      case Recording.Running(var next, var started) -> {
        put(event.id(), before, next, started, null, null, null);
        deliver(event.attempt(), "RUNNING", started, null, null, null, null);
      }
      case Recording.Final(
              var next,
              var outcome,
              var errorType,
              var errorMessage,
              var suspicion) -> {
        put(event.id(), before, next, null, outcome, errorType, errorMessage);
        if (event.attempt().claim() > 0) {
          deliver(
              event.attempt(),
              next.status().name(),
              null,
              outcome,
              errorType,
              errorMessage,
              suspicion);
        }
        judge(event, outcome, suspicion);
        if (outcome != null) {
          ended(before, event, outcome, next.status() == ExecutionStatus.SUCCESS);
        }
      }
      case Recording.Repeated(var next, var outcome, var suspicion) -> {
        put(event.id(), before, next, null, null, null, null);
        deliver(
            event.attempt(),
            "LOST",
            null,
            outcome,
            outcome == null ? RecorderRules.WORKER_LOST : outcome.errorType(),
            outcome == null ? null : outcome.errorMessage(),
            suspicion);
        judge(event, outcome, suspicion);
      }
      case Recording.Retried(var next, var outcome, var suspicion) -> {
        put(event.id(), before, next, null, null, null, null);
        deliver(
            event.attempt(),
            outcome.status(),
            null,
            outcome,
            outcome.errorType(),
            outcome.errorMessage(),
            suspicion);
        judge(event, outcome, suspicion);
        ended(before, event, outcome, false);
      }
      case Recording.Asked answered -> asked.add(answered);
      case Recording.PermitReturned returned -> permitsReturned.add(returned);
      case Recording.Gone told -> gone.add(told);
      case Recording.Refused(String reason) -> refuse(event, reason);
    }
  }

  private void judge(
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

  /** What an outcome says to people, and to the breaker. */
  private void ended(
      ExecutionState before,
      ReportReader.Read.Event event,
      OutcomeEvent outcome,
      boolean succeeded) {
    if (event.hasDossier()) {
      dossiers.add(new Dossier(event.id(), event.attempt(), outcome));
    }
    forBreaker.ended(before.lock(), event, outcome, succeeded);
  }

  /** Keeps what was not applied. What is no outcome says nothing that is worth a row. */
  void refuse(ReportReader.Read read, String reason) {
    boolean worthless =
        read instanceof ReportReader.Read.Event event
            && (event.report() instanceof Report.Started || event.report() instanceof Report.Gone);
    if (!worthless) {
      refusals.add(new Refusal(read.entry(), read, reason));
    }
  }

  private void put(
      UUID id,
      ExecutionState before,
      ExecutionState after,
      @Nullable StartedEvent started,
      @Nullable OutcomeEvent outcome,
      @Nullable String errorType,
      @Nullable String errorMessage) {
    Row earlier = rows.get(id);
    rows.put(
        id,
        new Row(
            earlier == null ? before : earlier.before(),
            after,
            started == null && earlier != null ? earlier.started() : started,
            outcome,
            errorType,
            errorMessage));
  }

  private void deliver(
      Attempt attempt,
      String status,
      @Nullable StartedEvent started,
      @Nullable OutcomeEvent outcome,
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable Suspicion suspicion) {
    Delivery earlier = deliveries.get(attempt);
    deliveries.put(
        attempt,
        new Delivery(
            attempt,
            status,
            started == null && earlier != null ? earlier.started() : started,
            outcome,
            errorType,
            errorMessage,
            suspicion == Suspicion.ACQUITTED ? null : suspicion));
  }

  List<Row> rows() {
    return List.copyOf(rows.values());
  }

  List<Delivery> deliveries() {
    return List.copyOf(deliveries.values());
  }

  List<Dossier> dossiers() {
    return dossiers;
  }

  /** In the order of their events. */
  List<Verdict> verdicts() {
    return verdicts;
  }

  /** Of attempts that are suspected or convicted. */
  List<Dossier> crashReports() {
    return crashReports;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  /** Start permits that were asked for, with their answers. */
  List<Recording.PermitReturned> permitsReturned() {
    return permitsReturned;
  }

  List<Recording.Asked> asked() {
    return asked;
  }

  /** Processes with stuck attempts that are gone. */
  List<Recording.Gone> gone() {
    return gone;
  }

  /** What needs its workflow's exclusive lock no more. */
  List<UUID> lockGivers() {
    return rows.values().stream()
        .map(Row::after)
        .filter(ExecutionState::givesLockUp)
        .map(ExecutionState::id)
        .toList();
  }

  /** What the breaker has to decide on, and what it did. */
  ForBreaker forBreaker() {
    return forBreaker;
  }

  /** What has ended with this transaction. */
  List<Row> ended() {
    return rows.values().stream().filter(row -> row.after().status().terminal()).toList();
  }

  /** What a process began with, once for each attempt. */
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

  /** What waits again with this transaction. */
  List<UUID> waitingAgain() {
    return rows.values().stream()
        .filter(row -> row.after().epoch() > row.before().epoch())
        .map(row -> row.after().id())
        .toList();
  }

  /** What attempts changed of the state of their JVM. */
  List<SharedStateCounts.Changed> sharedState() {
    List<SharedStateCounts.Changed> changed = new ArrayList<>();
    deliveries.forEach(
        (attempt, delivery) -> {
          OutcomeEvent outcome = delivery.outcome();
          if (outcome != null && outcome.sharedStateChanges() != null) {
            changed.add(
                new SharedStateCounts.Changed(
                    UUID.fromString(attempt.executionId()), outcome.sharedStateChanges()));
          }
        });
    return changed;
  }
}
