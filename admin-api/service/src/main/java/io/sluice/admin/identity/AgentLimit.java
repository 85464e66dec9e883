package io.sluice.admin.identity;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.lifecycle.MonotonicClock;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Limit of actions that one agent asks for in a minute. Safe on every thread. */
@Singleton
public final class AgentLimit {

  private final int perMinute;
  private final RateLimit actions;

  AgentLimit(SecurityConfig config, MonotonicClock clock) {
    this.perMinute = config.agentActionsPerMinute();
    this.actions = new RateLimit(perMinute, Duration.ofMinutes(1), clock::instant);
  }

  /**
   * Counts an action.
   *
   * @throws ProblemException with the time to wait if the agent has asked for too many
   */
  public void take(String agent) {
    Duration wait = actions.take(agent);
    if (wait.isPositive()) {
      throw new ProblemException(
          ProblemType.TOO_MANY.problem(
              "The limit of an agent is "
                  + perMinute
                  + " actions a minute. Retry-After says when to try again."),
          wait);
    }
  }
}
