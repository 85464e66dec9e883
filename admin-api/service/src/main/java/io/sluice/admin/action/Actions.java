package io.sluice.admin.action;

import io.sluice.admin.action.ActionStore.ActionFilter;
import io.sluice.admin.action.ActionStore.NewAction;
import io.sluice.admin.analytics.AnalyticsFacts;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.cancel.Canceller;
import io.sluice.admin.execution.cancel.Canceller.Cancellation;
import io.sluice.admin.execution.retry.Retrier;
import io.sluice.admin.execution.retry.Retrier.Retry;
import io.sluice.admin.execution.submit.SubmissionService;
import io.sluice.admin.execution.submit.SubmissionService.Submitter;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.workflow.ActionLookup;
import io.sluice.api.ActionApi.ActionChange;
import io.sluice.api.ActionApi.ActionRequest;
import io.sluice.api.ActionApi.ActionType;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.Page;
import io.sluice.api.SubmissionApi.SubmitRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks for actions, shows and changes them. An action and its execution are written in one
 * transaction; without a council the execution waits to run at once.
 */
@Singleton
final class Actions implements ActionLookup {

  private static final Logger LOG = Logger.getLogger(Actions.class);

  private final Database database;
  private final ActionStore store;
  private final DecisionStore decisions;
  private final ActionTypes types;
  private final Councils councils;
  private final SubmissionService submissions;
  private final Canceller canceller;
  private final Retrier retrier;
  private final AnalyticsFacts facts;

  Actions(
      Database database,
      ActionStore store,
      DecisionStore decisions,
      ActionTypes types,
      Councils councils,
      SubmissionService submissions,
      Canceller canceller,
      Retrier retrier,
      AnalyticsFacts facts) {
    this.database = database;
    this.store = store;
    this.decisions = decisions;
    this.types = types;
    this.councils = councils;
    this.submissions = submissions;
    this.canceller = canceller;
    this.retrier = retrier;
    this.facts = facts;
  }

  /**
   * Asks for an action.
   *
   * @param typeField the field of the caller's request that has the type
   * @param inputJson the inputs as they were sent
   * @throws ProblemException if it is refused
   */
  ActionView ask(ActionRequest request, String typeField, String inputJson, Submitter who) {
    ActionType type = types.named(request.workflowTypeId(), typeField);
    CouncilView council = council(request, type, typeField, who.name());
    var submission =
        new SubmitRequest(
            type.workflow(),
            null,
            type.timeoutSeconds(),
            type.priority(),
            null,
            null,
            request.organization(),
            null,
            type.maxRetries(),
            null);
    UUID id =
        submissions.accept(
            submission,
            inputJson,
            council != null,
            who,
            (connection, execution, now) -> {
              store.insert(
                  connection,
                  execution,
                  new NewAction(
                      type.name(),
                      request.createdByAgent(),
                      request.organization(),
                      who.name(),
                      request.calculatedSavings(),
                      council == null ? null : council.id(),
                      council == null || council.deadlineSeconds() == null
                          ? null
                          : now.plusSeconds(council.deadlineSeconds())),
                  now);
              facts.asked(connection, execution);
            });
    LOG.infof(
        "action asked for execution=%s type=%s by=%s council=%s",
        id, type.name(), who.name(), council == null ? "none" : council.name());
    return view(id, who.organizations());
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

  /**
   * Shows an action with its votes.
   *
   * @throws ProblemException if the organizations have no such action
   */
  ActionView view(UUID id, Organizations organizations) {
    return find(id, organizations).orElseThrow(() -> unknown(id.toString()));
  }

  @Override
  public Optional<ActionView> find(UUID id, Organizations organizations) {
    return database.transaction(
        connection -> {
          ActionView found = store.find(connection, id, organizations).orElse(null);
          return found == null || found.approval() == null
              ? Optional.ofNullable(found)
              : Optional.of(found.with(found.approval().with(decisions.votes(connection, id))));
        });
  }

  static ProblemException unknown(String id) {
    return new ProblemException(
        ProblemType.NO_SUCH_ACTION.problem(
            "No action has the id " + id + ". GET /api/workflow_actions lists them."));
  }

  Page<ActionView> page(ActionFilter filter, Organizations organizations) {
    int limit = filter.limit();
    List<ActionView> found =
        database.read(
            connection -> store.list(connection, filter.withLimit(limit + 1), organizations));
    List<ActionView> items = found.size() > limit ? found.subList(0, limit) : found;
    return new Page<>(items, found.size() > limit ? items.getLast().id().toString() : null);
  }

  /**
   * Changes the status of an action.
   *
   * @throws ProblemException with the legal changes if this one is not legal
   */
  ActionView change(UUID id, ActionChange change, Submitter who) {
    ActionView before = view(id, who.organizations());
    switch (change.status()) {
      case "CANCELLED" -> cancel(before, change.reason(), who);
      case "PENDING" -> runAgain(before, who);
      default -> throw new IllegalStateException("no such change: " + change.status());
    }
    return view(id, who.organizations());
  }

  private void cancel(ActionView action, @Nullable String reason, Submitter who) {
    switch (canceller.cancel(action.id(), reason, who.name(), who.organizations())) {
      case Cancellation.Requested _ -> {}
      case Cancellation.Unknown() -> throw unknown(action.id().toString());
      case Cancellation.Ended(ExecutionStatus status) ->
          throw new ProblemException(
              ProblemType.ALREADY_ENDED.problem(
                  "It ended as "
                      + status
                      + ". The legal change is to PENDING, which runs it again."));
    }
  }

  private void runAgain(ActionView action, Submitter who) {
    if (!action.status().terminal()) {
      throw new ProblemException(
          ProblemType.NOT_ENDED.problem(
              "It is " + action.status() + ". The legal change is to CANCELLED."));
    }
    switch (retrier.retry(action.id(), who.name(), who.organizations())) {
      case Retry.Again _ -> {}
      case Retry.Refused(UUID _, var problem) -> throw new ProblemException(problem);
    }
  }
}
