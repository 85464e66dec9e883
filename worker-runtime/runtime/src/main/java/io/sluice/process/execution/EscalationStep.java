package io.sluice.process.execution;

import java.time.Duration;

/** One step of the cancel ladder, due some time after the request to stop. */
record EscalationStep(Duration after, Action action) {
  /**
   * Action of a step. Of steps that are due at the same time the earlier constant comes first: a
   * sample must not show the effects of the interrupt.
   */
  enum Action {
    FLAG,
    SAMPLE,
    INTERRUPT,
    CLOSERS,
    STUCK
  }
}
