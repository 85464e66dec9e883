package io.sluice.orchestrator.fleet;

import java.time.Instant;

/**
 * Command of an administrator for one process.
 *
 * @param commandId identifies it in its answer
 * @param by name of the administrator
 * @param why reason; empty if none was given
 * @param at time at which the worker received it
 */
public record AdminCommand(String commandId, String by, String why, Instant at) {

  /** Returns administrator and reason, for logs and for the executions that it ended. */
  public String inWords() {
    return why.isEmpty() ? "by order of " + by : "by order of %s (%s)".formatted(by, why);
  }
}
