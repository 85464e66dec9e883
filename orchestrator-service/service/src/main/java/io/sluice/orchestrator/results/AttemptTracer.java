package io.sluice.orchestrator.results;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.sluice.protocol.Spans;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.Completion;
import io.sluice.queue.ExecutionTrace;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.Traceparent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Exports the spans of traced attempts. Executions without a trace cost nothing. Never blocks; safe
 * for use by many threads.
 */
public final class AttemptTracer {
  private final Tracer ownTracer;
  private final Tracer processTracer;
  private final InstantSource clock;
  private final ClaimTimes claims = new ClaimTimes();

  /** Creates a tracer; without an exporter in {@code telemetry} it does nothing. */
  public AttemptTracer(OpenTelemetry telemetry, InstantSource clock) {
    this.ownTracer = telemetry.getTracer("io.sluice.orchestrator");
    this.processTracer = telemetry.getTracer("io.sluice.process");
    this.clock = clock;
  }

  /** Notes the time of a claim. */
  public void claimed(List<ClaimedExecution> executions) {
    executions.stream()
        .filter(execution -> execution.body().trace() != null)
        .forEach(execution -> claims.claimed(execution.attempt(), clock.instant()));
  }

  /**
   * Exports the spans of an attempt, with the outcome that is sent to the queue.
   *
   * @param startedAt when it was given to its process
   */
  public void ended(ClaimedExecution execution, Instant startedAt, Completion completion) {
    Attempt attempt = execution.attempt();
    if (completion.payload() instanceof OutcomeEvent outcome) {
      submitted(execution)
          .ifPresent(
              submitted ->
                  AttemptSpans.of(
                          execution,
                          submitted,
                          Objects.requireNonNullElse(claims.take(attempt), startedAt),
                          startedAt,
                          outcome,
                          clock.instant())
                      .forEach(span -> span.export(ownTracer)));
    }
  }

  /** Exports the spans that a process has reported of an execution in it. */
  public void reported(ClaimedExecution execution, Spans spans) {
    submitted(execution)
        .ifPresent(
            submitted ->
                ProcessSpans.read(spans, submitted.ofAttempt(execution.attempt()))
                    .forEach(span -> span.export(processTracer)));
  }

  private static Optional<Traceparent> submitted(ClaimedExecution execution) {
    return Optional.ofNullable(execution.body().trace()).flatMap(ExecutionTrace::submitted);
  }
}
