package io.sluice.process.execution;

import java.time.Duration;

/** One step of the cancel ladder, due some time after the execution was told to stop. */
record Rung(Duration after, Action action) {
  /**
   * What a rung does. Of those that are due at one moment the earlier here comes first: a sample
   * must not show what the interrupt beside it stirred up.
   */
  enum Action {
    FLAG,
    SAMPLE,
    INTERRUPT,
    CLOSERS,
    STUCK
  }
}
