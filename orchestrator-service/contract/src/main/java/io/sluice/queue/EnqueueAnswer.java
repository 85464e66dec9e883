package io.sluice.queue;

/** Result of adding one {@link QueueEntry}. */
public enum EnqueueAnswer {
  OK,
  /** It is in the queue already, at this epoch or a later one. */
  EXISTS,
  /** This epoch has finished; its result may still be on the way to PostgreSQL. */
  DONE,
  /** Its workflow is blacklisted. */
  BLOCKED,
  /** The window is full: the execution stays in PostgreSQL and is published later. */
  FULL
}
