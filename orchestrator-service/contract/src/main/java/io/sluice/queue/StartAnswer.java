package io.sluice.queue;

/** Result of a request to start; nothing runs without GO. */
public enum StartAnswer {
  GO,
  /** A permit was requested; the answer comes through the command stream. */
  ASKED,
  /** The workflow was blacklisted meanwhile; the execution ends BLOCKED. */
  BLOCKED,
  /** Another attempt owns it. */
  FENCED,
  /** Redis has forgotten it; nothing ran and the reconciler publishes it again. */
  MISSING,
  /**
   * Redis has lost its blacklist or incarnation: the execution is given back, and nothing may start
   * now.
   */
  NOT_READY
}
