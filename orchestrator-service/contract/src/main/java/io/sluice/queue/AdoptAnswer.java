package io.sluice.queue;

/** Result of writing an attempt back after a wipe of Redis. */
public enum AdoptAnswer {
  OK,
  EXISTS,
  DONE
}
