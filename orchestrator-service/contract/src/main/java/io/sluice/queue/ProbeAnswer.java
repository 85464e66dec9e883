package io.sluice.queue;

/** What Redis knows of an execution that PostgreSQL has published. */
public enum ProbeAnswer {
  /** Queued, delayed or running, with all its parts. */
  WHOLE,
  /** A part of it is missing, so it would never be delivered. */
  BROKEN,
  /** It is there at an earlier epoch: Redis was rolled back. */
  OLD,
  /** It finished, says Redis: its result may be on the way, or lost. */
  DONE,
  /** Redis does not know it. */
  NONE
}
