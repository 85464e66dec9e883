package io.sluice.queue;

/** Whether an attempt is still the live one. */
public enum Liveness {
  OK,
  /**
   * Another attempt owns it: run the cancel ladder for this one, drop its result, leave its
   * neighbours alone.
   */
  FENCED,
  /** Redis forgot it: adopt. */
  MISSING
}
