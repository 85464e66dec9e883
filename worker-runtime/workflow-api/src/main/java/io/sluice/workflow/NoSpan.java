package io.sluice.workflow;

import java.util.Optional;

/** Span of an execution that is not traced. */
enum NoSpan implements WorkflowSpan {
  INSTANCE;

  @Override
  public WorkflowSpan span(String name) {
    return this;
  }

  @Override
  public WorkflowSpan attribute(String key, String value) {
    return this;
  }

  @Override
  public WorkflowSpan failed(Throwable why) {
    return this;
  }

  @Override
  public Optional<String> traceparent() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
