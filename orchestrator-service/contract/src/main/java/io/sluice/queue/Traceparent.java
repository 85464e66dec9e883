package io.sluice.queue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Context of a span as the W3C header {@code traceparent} writes it. Pure.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param sampled true if the spans of its trace are exported
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {
  private static final Pattern FORM =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);

  /** Reads a text; empty if it is none, or not of this form. */
  public static Optional<Traceparent> parse(@Nullable String text) {
    Matcher parts = FORM.matcher(text == null ? "" : text);
    if (!parts.matches() || parts.group(1).equals(NO_TRACE) || parts.group(2).equals(NO_SPAN)) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(parts.group(3), 16) & 1) == 1;
    return Optional.of(new Traceparent(parts.group(1), parts.group(2), sampled));
  }

  /** Returns the context of another span of the same trace. */
  public Traceparent withSpan(String otherSpanId) {
    return new Traceparent(traceId, otherSpanId, sampled);
  }

  /**
   * Returns the context of the span of an attempt. Its id follows from the attempt, so that all who
   * take part know it without being told, also after a crash.
   */
  public Traceparent ofAttempt(Attempt attempt) {
    return withSpan(
        spanId("attempt", attempt.executionId(), attempt.epoch() + "/" + attempt.claim()));
  }

  /** Returns the context of the span in which the last attempt of an epoch was recorded. */
  public Traceparent ofRecord(String executionId, long epoch) {
    return withSpan(spanId("record", executionId, Long.toString(epoch)));
  }

  private static String spanId(String kind, String executionId, String which) {
    String id = Hashes.sha256(kind + "/" + executionId + "/" + which).substring(0, 16);
    return id.equals(NO_SPAN) ? "1".repeat(16) : id;
  }

  /** Returns the text of the header. */
  @Override
  public String toString() {
    return "00-" + traceId + "-" + spanId + "-" + (sampled ? "01" : "00");
  }
}
