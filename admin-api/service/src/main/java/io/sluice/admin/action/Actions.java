package io.sluice.admin.action;

import io.sluice.admin.action.ActionStore.ActionFilter;
import io.sluice.admin.action.ActionStore.NewAction;
import io.sluice.admin.action.AgentPolicy.AskFields;
import io.sluice.admin.analytics.AnalyticsFacts;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.cancel.Canceller;
import io.sluice.admin.execution.cancel.Canceller.Cancellation;
import io.sluice.admin.execution.retry.Retrier;
import io.sluice.admin.execution.retry.Retrier.Retry;
import io.sluice.admin.execution.submit.SubmissionService;
import io.sluice.admin.execution.submit.SubmissionService.Input;
import io.sluice.admin.execution.submit.SubmissionService.Submission;
import io.sluice.admin.execution.submit.SubmissionService.Submitter;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.webhook.Outbox;
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
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks for actions, shows and changes them. An action and its execution are written in one
 * transaction; without a council the execution waits to run at once.
 */
@Singleton
public final class Actions implements ActionLookup {

  private static final Logger LOG = Logger.getLogger(Actions.class);

  private final Database database;
  private final ActionStore store;
  private final DecisionStore decisions;
  private final ActionPlans plans;
  private final SubmissionService submissions;
  private final Outbox outbox;
  private final Canceller canceller;
  private final Retrier retrier;
  private final AgentPolicy agents;
  private final AnalyticsFacts facts;

  Actions(
      Database database,
      ActionStore store,
      DecisionStore decisions,
      ActionPlans plans,
      SubmissionService submissions,
      Outbox outbox,
      Canceller canceller,
      Retrier retrier,
      AgentPolicy agents,
      AnalyticsFacts facts) {
    this.database = database;
    this.store = store;
    this.decisions = decisions;
    this.plans = plans;
    this.submissions = submissions;
    this.outbox = outbox;
    this.canceller = canceller;
    this.retrier = retrier;
    this.agents = agents;
    this.facts = facts;
  }

  /**
   * A request for an action.
   *
   * @param fields names of the fields in the caller's request
   * @param body the whole request as it was sent
   * @param key idempotency key; null if the request has none
   */
  @SuppressWarnings("ArrayRecordComponent") // It is never compared.
  public record Ask(
      ActionRequest request, AskFields fields, Input input, byte[] body, @Nullable String key) {}

  /**
   * Asks for an action. The same request with the same key answers the first action again, whatever
   * has become of its type and its council since, and counts for no limit of an agent.
   *
   * @throws ProblemException if it is refused
   */
  public ActionView ask(Ask ask, Submitter who) {
    return askedBefore(ask, who)
        .map(id -> view(id, who.organizations()))
        .orElseGet(() -> agents.counted(() -> askNew(ask, who)));
  }

  private Optional<UUID> askedBefore(Ask ask, Submitter who) {
    return ask.key() == null
        ? Optional.empty()
        : submissions.acceptedBefore(ask.key(), ask.body(), ask.request().organization(), who);
  }

  private ActionView askNew(Ask ask, Submitter who) {
    ActionRequest request = agents.named(ask.request(), ask.fields());
    ActionPlan plan = plans.plan(request, ask.fields(), who.name());
    ActionType type = plan.type();
    CouncilView council = plan.council();
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
            new Submission(submission, ask.input(), ask.body(), council != null),
            ask.key(),
            who,
            (connection, execution, now) -> {
              var action =
                  new NewAction(
                      type.name(),
                      request.createdByAgent(),
                      request.organization(),
                      who.name(),
                      request.calculatedSavings(),
                      council == null ? null : council.id(),
                      council == null || council.deadlineSeconds() == null
                          ? null
                          : now.plusSeconds(council.deadlineSeconds()));
              store.insert(connection, execution, action, now);
              if (council != null) {
                outbox.write(connection, CouncilEvents.waits(execution, action, council, now));
              }
              facts.asked(connection, execution);
            });
    LOG.infof(
        "action asked for execution=%s type=%s by=%s council=%s",
        id, type.name(), who.name(), council == null ? "none" : council.name());
    return view(id, who.organizations());
  }

  /**
   * Returns the effect of asking for an action, and asks for none.
   *
   * @throws ProblemException if it would be refused; refusals that depend on the workflow and the
   *     queue come when it is asked for
   */
  public ActionPlan plan(ActionRequest asked, AskFields fields, String requester) {
    return plans.plan(agents.named(asked, fields), fields, requester);
  }

  /**
   * Checks that the caller may change an execution: an agent only one that it asked for.
   *
   * @throws ProblemException if there is no such action for an agent
   */
  public void requireMayChange(UUID id, Organizations organizations) {
    if (agents.bound()) {
      agents.requireOwn(view(id, organizations));
    }
  }

  /**
   * Runs an execution again, and counts it for an agent.
   *
   * @throws ProblemException if there is no such action for an agent, or it has run too many
   */
  public <T> T countedRun(UUID id, Organizations organizations, Supplier<T> run) {
    requireMayChange(id, organizations);
    return agents.counted(run);
  }

  /**
   * Shows an action with its votes.
   *
   * @throws ProblemException if the organizations have no such action
   */
  public ActionView view(UUID id, Organizations organizations) {
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

  /** The refusal of an id that no action has. */
  public static ProblemException unknown(String id) {
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
    agents.requireOwn(before);
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
    agents.counted(() -> runAgain(action.id(), who));
  }

  private UUID runAgain(UUID id, Submitter who) {
    return switch (retrier.retry(id, who.name(), who.organizations())) {
      case Retry.Again(UUID execution) -> execution;
      case Retry.Refused(UUID _, var problem) -> throw new ProblemException(problem);
    };
  }
}
