package io.sluice.command;

/** Result of a {@link WorkerCommand}. */
public enum CommandAnswer {
  DONE,
  /** There was nothing to do any more. */
  NOOP,
  REJECTED,
  EXPIRED
}
