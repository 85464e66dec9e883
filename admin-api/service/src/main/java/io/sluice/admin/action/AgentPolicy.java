package io.sluice.admin.action;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.AgentLimit;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Caller.OwnOnly;
import io.sluice.api.ActionApi.ActionRequest;
import io.sluice.api.ActionApi.ActionView;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Binds a caller of the role agent to itself: it asks in its own name, within its limit, and
 * changes what it asked for (docs/agents.md). Everybody else may name any agent.
 */
@Singleton
public final class AgentPolicy {

  private final Caller caller;
  private final AgentLimit limit;

  AgentPolicy(Caller caller, AgentLimit limit) {
    this.caller = caller;
    this.limit = limit;
  }

  /**
   * Names of fields in the caller's request, for refusals.
   *
   * @param type the field with the type of the action
   * @param agent the field with the agent
   */
  public record AskFields(String type, String agent) {}

  /**
   * Returns a request for an action with the agent's name.
   *
   * @throws ProblemException if an agent names another one
   */
  ActionRequest named(ActionRequest request, AskFields fields) {
    requireOwnName(request.createdByAgent(), fields.agent());
    return caller.isAgent()
        ? new ActionRequest(
            request.workflowTypeId(),
            caller.name(),
            request.inputs(),
            request.calculatedSavings(),
            request.assignedCouncilId(),
            request.organization())
        : request;
  }

  /**
   * Asks for a run, and counts it if an agent asks.
   *
   * @throws ProblemException if it has asked for too many
   */
  <T> T counted(Supplier<T> ask) {
    return caller.isAgent() ? limit.counted(caller.name(), ask) : ask.get();
  }

  /**
   * Checks the agent in a request.
   *
   * @throws ProblemException if an agent names another one
   */
  void requireOwnName(@Nullable String agent, String field) {
    if (caller.isAgent() && agent != null && !agent.equals(caller.name())) {
      throw new ProblemException(
          ProblemType.INVALID.field(field, "is " + caller.name() + ": an agent asks as itself"));
    }
  }

  /** Returns true if the caller is an agent. */
  boolean bound() {
    return caller.isAgent();
  }

  /**
   * Checks that the caller may change an action.
   *
   * @throws OwnOnly if an agent changes what somebody else asked for
   */
  void requireOwn(ActionView action) {
    if (caller.isAgent() && !action.createdBy().equals(caller.name())) {
      throw new OwnOnly();
    }
  }

  /**
   * Refuses an agent as a voter.
   *
   * @throws ProblemException if the caller is an agent
   */
  void requirePerson() {
    if (caller.isAgent()) {
      throw new ProblemException(
          ProblemType.MAY_NOT_VOTE.problem("An agent has no vote and gives none away."));
    }
  }
}
