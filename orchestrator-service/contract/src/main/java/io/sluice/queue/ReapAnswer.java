package io.sluice.queue;

/** Result of reaping an execution with an expired lease. */
public enum ReapAnswer {
  REQUEUED,
  /** Its loss budget is spent: a {@code lost} event ends it. */
  SPENT,
  /** Its body is missing: the reconciler publishes it again. */
  GONE,
  /** Its owner renewed meanwhile. */
  CHANGED
}
