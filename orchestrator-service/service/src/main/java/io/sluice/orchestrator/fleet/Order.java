package io.sluice.orchestrator.fleet;

import java.time.Instant;

/**
 * What an administrator ordered for one process.
 *
 * @param commandId names it in its answer
 * @param by who
 * @param why in words; empty when nobody said
 * @param at when the worker got it
 */
public record Order(String commandId, String by, String why, Instant at) {

  /** Who and why, for logs and for the executions it cost. */
  public String inWords() {
    return why.isEmpty() ? "by order of " + by : "by order of %s (%s)".formatted(by, why);
  }
}
