package io.sluice.orchestrator.results;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.sluice.diagnosis.CutText;
import io.sluice.protocol.Span;
import io.sluice.protocol.Spans;
import io.sluice.queue.Traceparent;
import io.sluice.service.FinishedSpan;
import io.sluice.service.FinishedSpan.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Spans that a process reports. Every one is hostile input: its trace is that of the attempt, and
 * whatever is too long or has another form is left out. Pure.
 */
final class ProcessSpans {
  static final int MAX_AT_ONCE = 50;
  private static final int MAX_NAME = 300;
  private static final int MAX_TEXT = 600;
  private static final int MAX_ATTRIBUTES = 32;
  private static final Pattern ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");

  private ProcessSpans() {}

  /**
   * Returns the spans of a message.
   *
   * @param attempt context of the span of the attempt
   */
  static List<FinishedSpan> read(Spans message, Traceparent attempt) {
    return message.getSpansList().stream()
        .limit(MAX_AT_ONCE)
        .flatMap(span -> read(span, attempt, message.getAttempt().getExecutionId()).stream())
        .toList();
  }

  private static Optional<FinishedSpan> read(Span span, Traceparent attempt, String executionId) {
    boolean wellFormed =
        ID.matcher(span.getId()).matches()
            && ID.matcher(span.getParentId()).matches()
            && !span.getId().equals(attempt.spanId())
            && !span.getName().isEmpty()
            && span.getBeginNs() >= 0
            && span.getEndNs() >= 0
            && Stream.of(span.getName(), span.getError()).allMatch(ProcessSpans::fits);
    if (!wellFormed) {
      return Optional.empty();
    }
    return Optional.of(
        new FinishedSpan(
            attempt.withSpan(span.getId()),
            attempt.withSpan(span.getParentId()),
            CutText.start(span.getName(), MAX_NAME),
            SpanKind.INTERNAL,
            new Times(instant(span.getBeginNs()), instant(span.getEndNs())),
            attributes(span, executionId),
            List.of(),
            span.getError().isEmpty() ? null : span.getError()));
  }

  private static Attributes attributes(Span span, String executionId) {
    var attributes = Attributes.builder();
    span.getAttributesMap().entrySet().stream()
        .filter(each -> fits(each.getKey()) && fits(each.getValue()))
        .limit(MAX_ATTRIBUTES)
        .forEach(each -> attributes.put(each.getKey(), each.getValue()));
    return attributes.put("sluice.execution.id", executionId).build();
  }

  private static boolean fits(String text) {
    return text.length() <= MAX_TEXT;
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
