package io.sluice.orchestrator.results;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.sluice.diagnosis.CutText;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.ExecutionTrace;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.Traceparent;
import io.sluice.service.FinishedSpan;
import io.sluice.service.FinishedSpan.Times;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Spans of an attempt that has ended: its wait in the queue, its way to a slot, and itself. */
final class AttemptSpans {
  private static final int MAX_ERROR = 500;
  private static final SecureRandom RANDOM = new SecureRandom();

  private AttemptSpans() {}

  /**
   * Returns the spans of an attempt.
   *
   * @param submitted context of the span that submitted it
   */
  static List<FinishedSpan> of(
      ClaimedExecution execution,
      Traceparent submitted,
      Instant claimedAt,
      Instant startedAt,
      OutcomeEvent outcome,
      Instant now) {
    ExecutionTrace trace = Objects.requireNonNull(execution.body().trace());
    String workflow = execution.body().workflowName();
    Traceparent self = submitted.ofAttempt(execution.attempt());
    Attributes attributes = attributes(execution, outcome);
    Attributes id =
        Attributes.builder().put("sluice.execution.id", execution.attempt().executionId()).build();
    return List.of(
        new FinishedSpan(
            newSpan(submitted),
            submitted,
            "queue " + workflow,
            SpanKind.INTERNAL,
            new Times(trace.waitsSince(), claimedAt),
            id,
            List.of(),
            null),
        new FinishedSpan(
            newSpan(submitted),
            self,
            "claim " + workflow,
            SpanKind.INTERNAL,
            new Times(claimedAt, startedAt),
            id,
            List.of(),
            null),
        new FinishedSpan(
            self,
            submitted,
            "process " + workflow,
            SpanKind.CONSUMER,
            new Times(claimedAt, now),
            attributes,
            previous(execution, submitted),
            error(outcome)));
  }

  /**
   * Returns the span that led to this attempt, if it is not the first: that of the attempt before
   * it, which was lost, or the record of the last attempt of the epoch before.
   */
  static List<Traceparent> previous(ClaimedExecution execution, Traceparent submitted) {
    Attempt attempt = execution.attempt();
    if (attempt.claim() > 1) {
      return List.of(
          submitted.ofAttempt(
              new Attempt(attempt.executionId(), attempt.epoch(), attempt.claim() - 1)));
    }
    return execution.body().attemptNumber() > 1 && attempt.epoch() > 1
        ? List.of(submitted.ofRecord(attempt.executionId(), attempt.epoch() - 1))
        : List.of();
  }

  private static Attributes attributes(ClaimedExecution execution, OutcomeEvent outcome) {
    Attempt attempt = execution.attempt();
    AttributesBuilder attributes =
        Attributes.builder()
            .put("messaging.system", "sluice")
            .put("messaging.operation.type", "process")
            .put("messaging.message.id", attempt.executionId())
            .put("sluice.execution.id", attempt.executionId())
            .put("sluice.workflow", execution.body().workflowName())
            .put("sluice.attempt", execution.body().attemptNumber())
            .put("sluice.epoch", attempt.epoch())
            .put("sluice.claim", attempt.claim())
            .put("sluice.worker", outcome.workerId())
            .put("sluice.generation", outcome.generation())
            .put("sluice.execution_model", outcome.executionModel())
            .put("process.pid", outcome.pid())
            .put("sluice.status", outcome.status());
    if (outcome.errorType() != null) {
      attributes.put("error.type", outcome.errorType());
    }
    return attributes.build();
  }

  private static @Nullable String error(OutcomeEvent outcome) {
    if (outcome.status().equals("SUCCESS")) {
      return null;
    }
    String text =
        Objects.requireNonNullElse(outcome.errorType(), outcome.status())
            + (outcome.errorMessage() == null ? "" : ": " + outcome.errorMessage());
    return CutText.start(text, MAX_ERROR);
  }

  private static Traceparent newSpan(Traceparent of) {
    var bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    bytes[0] |= 1;
    return of.withSpan(HexFormat.of().formatHex(bytes));
  }
}
