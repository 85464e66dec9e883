package io.sluice.admin.results;

import io.sluice.admin.circuitbreaker.Breaker;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.queue.publish.Enqueuer;
import io.sluice.admin.queue.publish.PublishCandidates;
import io.sluice.admin.queue.publish.Publisher;
import io.sluice.admin.redis.StreamReader;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.queue.Attempt;
import io.sluice.queue.DoneMarkers;
import io.sluice.queue.DoneMarkers.RecordedEvent;
import io.sluice.queue.QueueKeys;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the results stream, writes its events in one transaction, and acknowledges them after the
 * commit, together with the confirmation of their done markers. A crash between the two brings the
 * same events again, and the guard refuses those that were written.
 */
@Singleton
public final class Recorder {

  private static final Duration LOCKED_PAUSE = Duration.ofSeconds(1);

  private final RecorderTransaction transaction;
  private final RecorderObserver observer;
  private final RecorderMetrics metrics;
  private final Enqueuer enqueuer;
  private final PublishCandidates candidates;
  private final Publisher publisher;
  private final DoneMarkers markers;
  private final WorkerNotices notices;
  private final Breaker breaker;
  private final InstantSource clock;
  private final LockedExecutions locked = new LockedExecutions();
  private final StreamConsumer consumer;
  private final Loop loop = new Loop("recorder", this::turn);

  Recorder(
      StreamReader streams,
      RecorderTransaction transaction,
      RecorderObserver observer,
      RecorderMetrics metrics,
      Enqueuer enqueuer,
      PublishCandidates candidates,
      Publisher publisher,
      DoneMarkers markers,
      WorkerNotices notices,
      Breaker breaker,
      InstantSource clock,
      QueueKeys keys,
      RecorderConfig config) {
    this.transaction = transaction;
    this.observer = observer;
    this.metrics = metrics;
    this.enqueuer = enqueuer;
    this.candidates = candidates;
    this.publisher = publisher;
    this.markers = markers;
    this.notices = notices;
    this.breaker = breaker;
    this.clock = clock;
    this.consumer =
        new StreamConsumer(
            streams, keys.results(), "recorder-" + UUID.randomUUID(), config.batch(), clock);
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  /** True if results are written at present. */
  public boolean healthy() {
    return loop.healthy();
  }

  /** Returns the executions whose results wait because another session has locked their row. */
  public List<UUID> locked() {
    return locked.waiting();
  }

  private Duration turn() {
    List<ReportReader.Read> due = locked.due(clock.instant());
    if (!due.isEmpty()) {
      locked.tried(write(due));
    }
    metrics.locked(locked.waiting().size());
    if (locked.isFull()) {
      return LOCKED_PAUSE;
    }
    return consumer.turn(loop.healthy(), this::record);
  }

  private void record(List<StreamEntry> entries) {
    if (entries.isEmpty()) {
      metrics.lag(0);
      return;
    }
    metrics.lag(clock.millis() - entries.getFirst().addedAtMs());
    locked.add(write(locked.pass(entries.stream().map(ReportReader::read).toList())));
  }

  /** Writes and acknowledges events; returns those whose row is locked, which were not. */
  private List<ReportReader.Read.Event> write(List<ReportReader.Read> reads) {
    if (reads.isEmpty()) {
      return List.of();
    }
    List<ReportReader.Read.Event> busy = new ArrayList<>();
    try {
      busy.addAll(recorded(transaction.write(reads)));
    } catch (DatabaseRefused e) {
      onlyForData(e);
      reads.forEach(read -> busy.addAll(writeAlone(read)));
    }
    List<ReportReader.Read> written = reads.stream().filter(read -> !busy.contains(read)).toList();
    markers.recorded(written.stream().map(Recorder::recordedEvent).toList());
    notices.confirm(written);
    return busy;
  }

  private static RecordedEvent recordedEvent(ReportReader.Read read) {
    @Nullable Attempt ended =
        read instanceof ReportReader.Read.Event event && event.kind().endsAttempt()
            ? event.attempt()
            : null;
    return new RecordedEvent(read.entry().id(), ended);
  }

  /** Writes an event alone: a bad one must neither delay the others nor come back for ever. */
  private List<ReportReader.Read.Event> writeAlone(ReportReader.Read read) {
    try {
      return recorded(transaction.write(List.of(read)));
    } catch (DatabaseRefused first) {
      onlyForData(first);
      try {
        return recorded(transaction.writeAsText(read));
      } catch (DatabaseRefused second) {
        onlyForData(second);
        transaction.keepAside(read, "refused by PostgreSQL: " + second.getMessage());
        observer.keptAside(read, String.valueOf(second.getMessage()));
        return List.of();
      }
    }
  }

  /**
   * Rethrows a refusal that hits every row: its events stay in the stream until a person has acted.
   */
  private static void onlyForData(DatabaseRefused e) {
    if (!e.blamesData()) {
      throw e;
    }
  }

  private List<ReportReader.Read.Event> recorded(RecordBatch changes) {
    observer.recorded(changes);
    breaker.publish(changes.breakerInput().result());
    notices.answer(changes.asked());
    if (!changes.lockGivers().isEmpty()) {
      publisher.nudge();
    }
    List<UUID> waiting = changes.waitingAgain();
    if (!waiting.isEmpty()) {
      enqueuer.enqueue(candidates.entries(waiting));
    }
    return changes.locked();
  }
}
