package io.sluice.service;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.sluice.queue.Traceparent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span that is exported when it has ended. An attempt has no thread of its own in a service, and
 * outlives what began it, so its spans are made of what is known at its end.
 *
 * @param self its own context, which others may know already
 * @param parent context of its parent
 * @param links contexts of spans that led to it
 * @param error null if it succeeded
 */
public record FinishedSpan(
    Traceparent self,
    Traceparent parent,
    String name,
    SpanKind kind,
    Times times,
    Attributes attributes,
    List<Traceparent> links,
    @Nullable String error) {

  /** Begin and end; an end before the begin, by another clock, counts as the begin. */
  public record Times(Instant begin, Instant end) {
    public Times {
      end = end.isBefore(begin) ? begin : end;
    }
  }

  /** Exports it, if its trace is sampled and tracing is on. Never blocks. */
  public void export(Tracer tracer) {
    var builder =
        tracer
            .spanBuilder(name)
            .setParent(Context.root().with(Span.wrap(context(parent))))
            .setSpanKind(kind)
            .setStartTimestamp(times.begin())
            .setAllAttributes(attributes);
    links.forEach(link -> builder.addLink(context(link)));
    Span span = ChosenSpanIds.with(self.spanId(), builder::startSpan);
    if (error != null) {
      span.setStatus(StatusCode.ERROR, error);
    }
    span.end(times.end());
  }

  /** Returns the context of a span of another program. */
  public static SpanContext context(Traceparent of) {
    return SpanContext.createFromRemoteParent(
        of.traceId(),
        of.spanId(),
        of.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }
}
