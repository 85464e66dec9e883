package io.sluice.queue;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trace of an execution, as it travels through the queue.
 *
 * @param traceparent context of the span that submitted it
 * @param waitsSince time since which this attempt waits in the queue
 */
public record ExecutionTrace(String traceparent, Instant waitsSince) {

  /** Returns the trace of an execution; null if it is not traced. */
  public static @Nullable ExecutionTrace of(@Nullable String traceparent, Instant waitsSince) {
    return traceparent == null ? null : new ExecutionTrace(traceparent, waitsSince);
  }

  /** Returns the context of the span that submitted it; empty if it cannot be read. */
  public Optional<Traceparent> submitted() {
    return Traceparent.parse(traceparent);
  }
}
