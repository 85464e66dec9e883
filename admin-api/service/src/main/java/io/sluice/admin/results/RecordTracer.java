package io.sluice.admin.results;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.sluice.admin.execution.ExecutionRecordStore.Change;
import io.sluice.admin.results.RecordBatch.Delivery;
import io.sluice.queue.Traceparent;
import io.sluice.service.FinishedSpan;
import io.sluice.service.FinishedSpan.Times;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Exports a span for each end of an attempt that was recorded, within that of the attempt. */
@Singleton
final class RecordTracer {
  private final Tracer tracer;
  private final InstantSource clock;

  RecordTracer(OpenTelemetry telemetry, InstantSource clock) {
    this.tracer = telemetry.getTracer("io.sluice.admin");
    this.clock = clock;
  }

  void recorded(RecordBatch changes) {
    Map<UUID, Change> rows =
        changes.rows().stream()
            .filter(row -> row.before().traceparent() != null)
            .collect(Collectors.toMap(row -> row.after().id(), row -> row));
    if (rows.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    for (Delivery delivery : changes.deliveries()) {
      Change row = rows.get(UUID.fromString(delivery.attempt().executionId()));
      if (row != null && !delivery.status().equals("RUNNING")) {
        Traceparent.parse(row.before().traceparent())
            .map(submitted -> span(submitted, delivery, row, new Times(changes.begun(), now)))
            .ifPresent(span -> span.export(tracer));
      }
    }
  }

  private static FinishedSpan span(
      Traceparent submitted, Delivery delivery, Change row, Times times) {
    String id = delivery.attempt().executionId();
    // A worker that is lost has exported no span of its attempt.
    Traceparent parent =
        delivery.outcome() == null ? submitted : submitted.ofAttempt(delivery.attempt());
    return new FinishedSpan(
        submitted.ofRecord(id, delivery.attempt().epoch()),
        parent,
        "record",
        SpanKind.INTERNAL,
        times,
        Attributes.builder()
            .put("sluice.execution.id", id)
            .put("sluice.status", row.after().status().name())
            .put("sluice.attempt.status", delivery.status())
            .build(),
        List.of(),
        null);
  }
}
