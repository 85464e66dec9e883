package io.sluice.queue;

/** Nothing runs without GO. */
public enum StartAnswer {
  GO,
  /** The workflow was blacklisted meanwhile; the execution ends BLOCKED. */
  BLOCKED,
  /** Another attempt owns it. */
  FENCED,
  /** Redis forgot it; nothing ran and the reconciler publishes it again. */
  MISSING
}
