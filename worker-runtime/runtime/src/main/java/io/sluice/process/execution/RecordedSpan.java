package io.sluice.process.execution;

import io.sluice.process.output.BoundedText;
import io.sluice.protocol.Span;
import io.sluice.workflow.WorkflowSpan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** One span of an attempt. Texts are cut when they come, so that its memory is bounded. */
final class RecordedSpan implements WorkflowSpan {
  private static final int MAX_NAME = 200;
  private static final int MAX_TEXT = 500;
  private static final int MAX_ATTRIBUTES = 32;

  private final ExecutionSpans spans;
  private final String id;
  private final String parentId;
  private final String name;
  private final Instant begin;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private String error = "";

  RecordedSpan(ExecutionSpans spans, String parentId, String name) {
    this.spans = spans;
    this.id = newId();
    this.parentId = parentId;
    this.name = BoundedText.of(name, MAX_NAME);
    this.begin = spans.clock().instant();
  }

  private static String newId() {
    long bits;
    do {
      bits = ThreadLocalRandom.current().nextLong();
    } while (bits == 0);
    return String.format(Locale.ROOT, "%016x", bits);
  }

  @Override
  public WorkflowSpan span(String childName) {
    return spans.beginWithin(id, childName);
  }

  @Override
  public synchronized WorkflowSpan attribute(String key, String value) {
    String bounded = BoundedText.of(key, MAX_NAME);
    if (attributes.size() < MAX_ATTRIBUTES || attributes.containsKey(bounded)) {
      attributes.put(bounded, BoundedText.of(value, MAX_TEXT));
    }
    return this;
  }

  @Override
  public WorkflowSpan failed(Throwable why) {
    failed(why == null ? "failed" : describe(why));
    return this;
  }

  synchronized void failed(String why) {
    error = BoundedText.of(why, MAX_TEXT);
  }

  /** Describes what was thrown. Its message is code of the workflow, and may throw. */
  private static String describe(Throwable why) {
    try {
      return why.getClass().getName() + ": " + why.getMessage();
    } catch (RuntimeException | Error _) {
      return why.getClass().getName();
    }
  }

  @Override
  public Optional<String> traceparent() {
    return Optional.of(spans.traceparent(id));
  }

  @Override
  public void close() {
    spans.ended(this);
  }

  synchronized Span message(Instant end) {
    return Span.newBuilder()
        .setId(id)
        .setParentId(parentId)
        .setName(name)
        .setBeginNs(nanos(begin))
        .setEndNs(nanos(end))
        .setError(error)
        .putAllAttributes(attributes)
        .build();
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000 + at.getNano();
  }
}
