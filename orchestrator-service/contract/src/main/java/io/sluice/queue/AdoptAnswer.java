package io.sluice.queue;

/** What became of an attempt that its worker wrote back after a wipe. */
public enum AdoptAnswer {
  OK,
  EXISTS,
  DONE
}
