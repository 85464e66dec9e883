package io.sluice.queue;

/** State in Redis of an execution that PostgreSQL has published. */
public enum ProbeAnswer {
  /** Queued, delayed or running, with all its parts. */
  WHOLE,
  /** Incomplete, so that it would never be delivered. */
  BROKEN,
  /** Present at an earlier epoch: Redis was rolled back. */
  OLD,
  /** Finished according to Redis: its result may be on the way, or lost. */
  DONE,
  /** Unknown to Redis. */
  NONE
}
