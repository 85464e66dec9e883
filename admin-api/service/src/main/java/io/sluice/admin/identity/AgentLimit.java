package io.sluice.admin.identity;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.lifecycle.MonotonicClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Limit of actions that one agent asks for in a minute. Refused requests have a limit of the same
 * size for themselves, so that mistakes cost no actions and a flood of them is limited too. Safe on
 * every thread.
 */
@Singleton
public final class AgentLimit {

  private final int perMinute;
  private final RateLimit actions;
  private final RateLimit refusals;

  AgentLimit(SecurityConfig config, MonotonicClock clock) {
    this.perMinute = config.agentActionsPerMinute();
    this.actions = new RateLimit(perMinute, Duration.ofMinutes(1), clock::instant);
    this.refusals = new RateLimit(perMinute, Duration.ofMinutes(1), clock::instant);
  }

  /**
   * Asks for an action and counts it, or its refusal.
   *
   * @param ask throws {@link ProblemException} if the action is refused
   * @throws ProblemException with the time to wait if the agent has asked for too many
   */
  public <T> T counted(String agent, Supplier<T> ask) {
    require(refusals.wait(agent), "refused requests");
    require(actions.take(agent), "actions");
    try {
      return ask.get();
    } catch (ProblemException refused) {
      actions.giveBack(agent);
      refusals.take(agent);
      throw refused;
    }
  }

  private void require(Duration wait, String what) {
    if (wait.isPositive()) {
      throw new ProblemException(
          ProblemType.TOO_MANY.problem(
              "The limit of an agent is "
                  + perMinute
                  + " "
                  + what
                  + " a minute. Retry-After says when to try again."),
          wait);
    }
  }
}
