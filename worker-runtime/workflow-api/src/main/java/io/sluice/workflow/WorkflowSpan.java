package io.sluice.workflow;

import java.util.Optional;

/**
 * A span of a trace: something that the workflow does, with its begin and end. Safe for use by many
 * threads. Without effect if the execution is not traced.
 *
 * <pre>{@code
 * try (var span = context.span("fetch prices").attribute("shop", shop)) {
 *   request.header("traceparent", span.traceparent().orElse(""));
 * }
 * }</pre>
 */
public interface WorkflowSpan extends AutoCloseable {

  /** Begins a span within this one. */
  WorkflowSpan span(String name);

  /**
   * Adds a fact.
   *
   * @param value cut at 500 bytes; of more than 32 attributes the first ones are kept
   * @return this span
   */
  WorkflowSpan attribute(String key, String value);

  /**
   * Marks the span as failed.
   *
   * @return this span
   */
  WorkflowSpan failed(Throwable why);

  /**
   * Returns the W3C header {@code traceparent} with which another program joins the trace below
   * this span; empty if the execution is not traced.
   */
  Optional<String> traceparent();

  /** Ends the span. A span that is never closed ends with the execution. */
  @Override
  void close();
}
