package io.sluice.queue;

/** Nothing runs without GO. */
public enum StartAnswer {
  GO,
  /** A permit was asked for; it comes through the command stream. */
  ASKED,
  /** The workflow was blacklisted meanwhile; the execution ends BLOCKED. */
  BLOCKED,
  /** Another attempt owns it. */
  FENCED,
  /** Redis forgot it; nothing ran and the reconciler publishes it again. */
  MISSING,
  /** Redis lost its blacklist or generation: give it back, nothing may start now. */
  NOT_READY
}
