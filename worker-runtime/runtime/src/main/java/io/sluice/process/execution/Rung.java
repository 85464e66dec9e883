package io.sluice.process.execution;

import java.time.Duration;

/** One step of the cancel ladder, due some time after the execution was told to stop. */
record Rung(Duration after, Action action) {
  /** What a rung does. */
  enum Action {
    FLAG,
    INTERRUPT,
    SAMPLE,
    CLOSERS,
    STUCK
  }
}
