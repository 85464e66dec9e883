package io.sluice.admin.results;

import io.sluice.admin.circuitbreaker.Breaker;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionDeadLetterStore;
import io.sluice.admin.execution.ExecutionPermitStore;
import io.sluice.admin.execution.ExecutionRecordStore;
import io.sluice.admin.execution.ExecutionRecordStore.LockedStates;
import io.sluice.admin.execution.ExecutionRecordStore.StoredResult;
import io.sluice.admin.execution.ExecutionState;
import io.sluice.admin.execution.HourlyCounts;
import io.sluice.admin.queue.publish.ExclusiveLocks;
import io.sluice.admin.queue.publish.LossBudget;
import io.sluice.admin.queue.publish.QueueConfig;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Writes events in one transaction: lock, decide, write. */
@Singleton
final class RecorderTransaction {

  private final Database database;
  private final ExecutionRecordStore executions;
  private final ExecutionPermitStore permits;
  private final AttemptStore attempts;
  private final ExclusiveLocks locks;
  private final EvidenceStore evidence;
  private final ExecutionDeadLetterStore deadLetters;
  private final HourlyCounts counts;
  private final Breaker breaker;
  private final InstantSource clock;
  private final RecorderRules rules;

  RecorderTransaction(
      Database database,
      ExecutionRecordStore executions,
      ExecutionPermitStore permits,
      AttemptStore attempts,
      ExclusiveLocks locks,
      EvidenceStore evidence,
      ExecutionDeadLetterStore deadLetters,
      HourlyCounts counts,
      Breaker breaker,
      InstantSource clock,
      LossBudget budget,
      QueueConfig config) {
    this.database = database;
    this.executions = executions;
    this.permits = permits;
    this.attempts = attempts;
    this.locks = locks;
    this.evidence = evidence;
    this.counts = counts;
    this.deadLetters = deadLetters;
    this.breaker = breaker;
    this.clock = clock;
    this.rules =
        new RecorderRules(budget.losses(), config.inferGoneAfter(), RandomGenerator.getDefault());
  }

  /** Writes a batch. */
  RecordBatch write(List<ReportReader.Read> batch) {
    return write(batch, StoredResult::of);
  }

  /** Writes one event whose result PostgreSQL has refused as JSON. */
  RecordBatch writeAsText(ReportReader.Read read) {
    return write(List.of(read), StoredResult::asText);
  }

  /** Keeps an event that cannot be written in any form. */
  void keepAside(ReportReader.Read read, String why) {
    Instant now = clock.instant();
    var refusal = new RecordBatch.Refusal(read.entry(), read, why);
    database.transaction(
        connection -> {
          evidence.refusals(connection, List.of(refusal), now);
          return 1;
        });
  }

  private RecordBatch write(
      List<ReportReader.Read> batch, Function<@Nullable String, StoredResult> storing) {
    Instant now = clock.instant();
    return database.transaction(
        connection -> {
          RecordBatch changes = decide(connection, batch, now);
          executions.write(connection, changes.rows(), now, storing);
          attempts.write(connection, changes.deliveries(), now);
          writeHolds(connection, changes);
          evidence.suspicions(connection, changes, now);
          evidence.dossiers(connection, changes.dossiers(), now);
          evidence.refusals(connection, changes.refusals(), now);
          BreakerInput input = changes.breakerInput();
          input.decided(breaker.record(connection, input.stuck(), input.trials(), now));
          counts.addSharedState(connection, changes.sharedState());
          deadLetters.grown(connection, changes.deadLetters());
          counts.addEnds(
              connection, changes.ended().stream().map(row -> row.after().id()).toList());
          return changes;
        });
  }

  /** Writes permits, survivors and locks after the executions. Rare, so one statement for each. */
  private void writeHolds(Connection connection, RecordBatch changes) throws SQLException {
    for (RecorderDecision.Asked asked : changes.asked()) {
      if (asked.granted()) {
        permits.grant(connection, asked.next().id(), asked.permit());
      }
    }
    for (RecorderDecision.PermitReturned returned : changes.permitsReturned()) {
      permits.takeBack(connection, returned.next().id(), returned.permit());
    }
    var lockGivers = new ArrayList<>(changes.lockGivers());
    for (RecorderDecision.Gone gone : changes.gone()) {
      permits.survivorGone(
          connection, gone.next().id(), gone.event().workerId(), gone.event().generation());
      if (gone.next().givesLockUp()) {
        lockGivers.add(gone.next().id());
      }
    }
    locks.release(connection, lockGivers);
  }

  private RecordBatch decide(Connection connection, List<ReportReader.Read> batch, Instant now)
      throws SQLException {
    var ids = new TreeSet<UUID>();
    for (ReportReader.Read read : batch) {
      if (read instanceof ReportReader.Read.Event event) {
        ids.add(event.id());
      }
    }
    LockedStates rows = executions.lock(connection, ids);
    var changes = new RecordBatch(now);
    for (ReportReader.Read read : batch) {
      if (read instanceof ReportReader.Read.Event event && rows.busy().contains(event.id())) {
        changes.leaveLocked(event);
      } else {
        decide(rows.states(), changes, read, now);
      }
    }
    return changes;
  }

  private void decide(
      Map<UUID, ExecutionState> states, RecordBatch changes, ReportReader.Read read, Instant now) {
    switch (read) {
      case ReportReader.Read.Poison poison -> changes.refuse(poison, poison.why());
      case ReportReader.Read.UnknownKind unknown -> changes.refuse(unknown, unknown.why());
      case ReportReader.Read.Event event -> {
        ExecutionState state = states.get(event.id());
        if (state == null) {
          changes.refuse(event, "unknown execution");
          return;
        }
        RecorderDecision recording = rules.decide(state, event, now);
        changes.record(state, event, recording);
        states.put(event.id(), after(state, recording));
      }
    }
  }

  private static ExecutionState after(ExecutionState state, RecorderDecision recording) {
    return switch (recording) {
      case RecorderDecision.Running running -> running.next();
      case RecorderDecision.Final end -> end.next();
      case RecorderDecision.Repeated repeated -> repeated.next();
      case RecorderDecision.Retried retried -> retried.next();
      case RecorderDecision.Asked asked -> asked.next();
      case RecorderDecision.PermitReturned returned -> returned.next();
      case RecorderDecision.Gone gone -> gone.next();
      case RecorderDecision.Refused _ -> state;
    };
  }
}
