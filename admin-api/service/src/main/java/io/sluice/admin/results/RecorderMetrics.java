package io.sluice.admin.results;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.execution.ExecutionRecordStore.Change;
import io.sluice.admin.execution.ModelTimer;
import io.sluice.admin.results.RecorderDecision.Suspicion;
import io.sluice.queue.StartedEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts refused events, retries and losses, and measures the lag of the recorder. */
@Singleton
final class RecorderMetrics {

  private static final String KILLED = "sluice.executions.killed";

  private final Counter refused;
  private final Counter retried;
  private final Counter lost;
  private final Counter deadLetters;
  private final Map<Suspicion, Counter> suspects = new EnumMap<>(Suspicion.class);
  private final Map<String, Counter> killed;
  private final Counter killedOther;
  private final ModelTimer queueTime;
  private final AtomicLong lagMs = new AtomicLong();
  private final AtomicInteger locked = new AtomicInteger();

  RecorderMetrics(MeterRegistry meters) {
    this.refused = meters.counter("sluice.results.refused");
    this.retried = meters.counter("sluice.executions.retried");
    this.lost = meters.counter("sluice.executions.lost");
    this.deadLetters = meters.counter("sluice.dead.letters.added");
    this.queueTime = new ModelTimer("sluice.execution.queue", meters);
    for (Suspicion verdict : Suspicion.values()) {
      suspects.put(verdict, meters.counter("sluice.suspects", "verdict", verdict.word()));
    }
    this.killed =
        Map.of(
            "process", meters.counter(KILLED, "model", "process"),
            "isolated", meters.counter(KILLED, "model", "isolated"));
    this.killedOther = meters.counter(KILLED, "model", "unknown");
    meters.gauge("sluice.recorder.locked.executions", locked);
    meters.gauge("sluice.recorder.lag.seconds", lagMs, lag -> lag.get() / 1000.0);
  }

  void recorded(RecordBatch changes) {
    refused.increment(changes.refusals().size());
    deadLetters.increment(changes.deadLetters().size());
    changes.killedModels().forEach(model -> killed.getOrDefault(model, killedOther).increment());
    for (RecordBatch.Verdict verdict : changes.verdicts()) {
      Objects.requireNonNull(suspects.get(verdict.suspicion())).increment();
    }
    for (Change row : changes.rows()) {
      retried.increment(row.after().retries() - row.before().retries());
      lost.increment(row.after().losses() - row.before().losses());
      StartedEvent started = row.started();
      if (started != null) {
        var waited = Duration.between(row.before().queuedAt(), started.startedAt());
        queueTime.record(started.executionModel(), waited);
      }
    }
  }

  /** Sets the number of executions whose results wait for a locked row. */
  void locked(int executions) {
    locked.set(executions);
  }

  /** Sets the wait of the oldest unrecorded event. */
  void lag(long millis) {
    lagMs.set(Math.max(0, millis));
  }
}
