package io.sluice.queue;

/** What became of an execution whose worker fell silent. */
public enum ReapAnswer {
  REQUEUED,
  /** Its loss budget is spent: a {@code lost} event ends it. */
  SPENT,
  /** Its body is gone: the reconciler publishes it again. */
  GONE,
  /** Its owner renewed meanwhile. */
  CHANGED
}
