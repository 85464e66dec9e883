package io.sluice.queue;

/** Ownership of an attempt, according to Redis. */
public enum Liveness {
  OK,
  /**
   * Another attempt owns the execution: this one is cancelled and its result dropped; its
   * neighbours continue.
   */
  FENCED,
  /** Redis has forgotten it: the worker adopts it. */
  MISSING
}
