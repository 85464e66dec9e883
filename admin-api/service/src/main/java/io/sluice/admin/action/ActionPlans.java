package io.sluice.admin.action;

import io.sluice.admin.action.AgentPolicy.AskFields;
import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.api.ActionApi.ActionRequest;
import io.sluice.api.ActionApi.ActionType;
import io.sluice.api.CouncilApi.CouncilView;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the type and the council of an action that is asked for. Writes nothing. */
@Singleton
final class ActionPlans {

  private final Database database;
  private final ActionTypes types;
  private final Councils councils;
  private final AgentPolicy agents;

  ActionPlans(Database database, ActionTypes types, Councils councils, AgentPolicy agents) {
    this.database = database;
    this.types = types;
    this.councils = councils;
    this.agents = agents;
  }

  /**
   * Returns the effect of a request.
   *
   * @throws ProblemException if its type or its council refuses it
   */
  ActionPlan plan(ActionRequest request, AskFields fields, String requester) {
    ActionType type = types.named(request.workflowTypeId(), fields.type(), agents.bound());
    return new ActionPlan(type, council(request, type, fields.type(), requester));
  }

  private @Nullable CouncilView council(
      ActionRequest request, ActionType type, String typeField, String requester) {
    UUID asked = request.assignedCouncilId();
    if (type.councilId() != null && asked != null && !asked.equals(type.councilId())) {
      throw refused(
          "assigned_council_id", "is " + type.councilId() + " for the type " + type.name());
    }
    UUID id = type.councilId() == null ? asked : type.councilId();
    if (id == null) {
      return null;
    }
    CouncilView council =
        database.transaction(connection -> councils.find(connection, id)).orElse(null);
    if (council == null) {
      throw refused("assigned_council_id", "names no council; GET /api/councils lists them");
    }
    int others = CouncilRules.voters(council, requester).size();
    if (others < council.quorum()) {
      throw refused(
          asked == null ? typeField : "assigned_council_id",
          "has a council that needs "
              + council.quorum()
              + " approvals and has "
              + others
              + " members besides you; whoever asks has no vote");
    }
    return council;
  }

  private static ProblemException refused(String field, String message) {
    return new ProblemException(ProblemType.INVALID.field(field, message));
  }
}
