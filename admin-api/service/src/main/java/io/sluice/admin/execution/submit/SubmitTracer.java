package io.sluice.admin.execution.submit;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.sluice.admin.execution.NewExecution;
import io.sluice.queue.Traceparent;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins the spans of accepted executions. */
@Singleton
final class SubmitTracer {
  private final Tracer tracer;

  SubmitTracer(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("io.sluice.admin");
  }

  /** Returns the spans of a request. */
  SubmitSpans request(int submissions) {
    return new SubmitSpans(submissions > 1);
  }

  /**
   * Spans of one request, which end after its commit; those of executions that were not written are
   * never exported. Confined to the thread of the request.
   */
  final class SubmitSpans {
    private final boolean batch;
    private final Map<UUID, Span> begun = new HashMap<>();

    private SubmitSpans(boolean batch) {
      this.batch = batch;
    }

    /**
     * Begins the span of an execution: within the request's, or, for an item of a batch, in a trace
     * of its own with a link to the request.
     *
     * @return its context; null if it is not traced
     */
    @Nullable String begin(String workflow, UUID executionId) {
      String id = executionId.toString();
      var builder =
          tracer
              .spanBuilder("submit " + workflow)
              .setSpanKind(SpanKind.PRODUCER)
              .setAttribute("messaging.system", "sluice")
              .setAttribute("messaging.operation.type", "send")
              .setAttribute("messaging.message.id", id)
              .setAttribute("sluice.execution.id", id)
              .setAttribute("sluice.workflow", workflow);
      if (batch) {
        builder.setNoParent().addLink(Span.current().getSpanContext());
      } else {
        builder.setParent(Context.current());
      }
      Span span = builder.startSpan();
      SpanContext context = span.getSpanContext();
      if (!context.isValid()) {
        return null;
      }
      begun.put(executionId, span);
      return new Traceparent(context.getTraceId(), context.getSpanId(), context.isSampled())
          .toString();
    }

    /** Ends and exports those of the executions that were written. */
    void end(List<NewExecution> written) {
      written.stream()
          .map(execution -> begun.get(execution.id()))
          .filter(Objects::nonNull)
          .forEach(Span::end);
    }
  }
}
