package io.sluice.admin.mcp;

import io.sluice.admin.action.ActionPlan;
import io.sluice.admin.action.Actions;
import io.sluice.admin.action.Actions.Ask;
import io.sluice.admin.action.AgentPolicy.AskFields;
import io.sluice.admin.action.SavingsRules;
import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.cancel.Canceller;
import io.sluice.admin.execution.cancel.Canceller.Cancellation;
import io.sluice.admin.execution.query.ShownExecutions;
import io.sluice.admin.execution.retry.Retrier;
import io.sluice.admin.execution.retry.Retrier.Retry;
import io.sluice.admin.execution.submit.SubmissionService.Input;
import io.sluice.admin.execution.submit.SubmissionService.Submitter;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.RawJson;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.mcp.McpTool.Effect;
import io.sluice.api.ActionApi.ActionRequest;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.Problem;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * Tools that change something. Without {@code confirm: true} they answer what would happen, from
 * the same rules, and change nothing.
 */
@Singleton
final class ChangingTools {

  private static final AskFields FIELDS = new AskFields("workflow_type", "agent_id");
  private static final String ID = "id";
  private static final String EXECUTION = "Id of the execution; an action has the same.";

  private final Actions actions;
  private final ShownExecutions executions;
  private final Retrier retrier;
  private final Canceller canceller;
  private final RequestReader requests;
  private final Caller caller;

  ChangingTools(
      Actions actions,
      ShownExecutions executions,
      Retrier retrier,
      Canceller canceller,
      RequestReader requests,
      Caller caller) {
    this.actions = actions;
    this.executions = executions;
    this.retrier = retrier;
    this.canceller = canceller;
    this.requests = requests;
    this.caller = caller;
  }

  List<McpTool> all() {
    return List.of(
        new McpTool(
            "ask_for_action",
            "Ask for an action",
            "Asks for an action: an execution with a business case, which a council may have to"
                + " approve. list_workflows has the types.",
            new ToolSchema()
                .text("workflow_type", "Name of an action type or of a workflow.")
                .text("agent_id", "The agent that asks; an agent may name itself only.")
                .any("inputs", "Input of the execution: any JSON.")
                .object(
                    "calculator_inputs",
                    "Numbers from which the savings are calculated.",
                    new ToolSchema()
                        .number("tasks_per_week", "How often the task is done in a week.")
                        .number("time_per_task_minutes", "Minutes that one task takes.")
                        .number("hourly_wage", "What an hour costs.")
                        .require("tasks_per_week")
                        .require("time_per_task_minutes")
                        .require("hourly_wage"))
                .text("assigned_council_id", "The council that must approve; the type's otherwise.")
                .text("organization", "Organization that the action belongs to.")
                .confirm()
                .require("workflow_type")
                .build(),
            Effect.ADDS,
            this::ask),
        new McpTool(
            "retry_execution",
            "Run an execution again",
            "Lets an execution that has ended run again from the start, with fresh budgets.",
            new ToolSchema().text(ID, EXECUTION).confirm().require(ID).build(),
            Effect.REPLACES,
            json -> retry(requests.read(json, McpArguments.Again.class))),
        new McpTool(
            "cancel_execution",
            "Cancel an execution",
            "Cancels an execution: what waits never runs, what runs is told to stop.",
            new ToolSchema()
                .text(ID, EXECUTION)
                .text("reason", "Stored with the execution.")
                .confirm()
                .require(ID)
                .build(),
            Effect.REPLACES,
            json -> cancel(requests.read(json, McpArguments.Cancel.class))));
  }

  private Object ask(byte[] json) {
    McpArguments.Ask asked = requests.read(json, McpArguments.Ask.class);
    var request =
        new ActionRequest(
            asked.workflowType(),
            asked.agentId(),
            null,
            asked.calculatorInputs() == null
                ? null
                : SavingsRules.savings(asked.calculatorInputs()),
            asked.assignedCouncilId(),
            asked.organization());
    if (Boolean.TRUE.equals(asked.confirm())) {
      String inputs = RawJson.field(json, "inputs").orElse("null");
      return actions.ask(
          new Ask(request, FIELDS, new Input("inputs", inputs), json, null), submitter());
    }
    ActionPlan plan = actions.plan(request, FIELDS, caller.name());
    CouncilView council = plan.council();
    return McpAnswers.Preview.of(
        "The workflow "
            + plan.type().workflow()
            + (council == null
                ? " would wait to run at once."
                : " would wait for " + council.quorum() + " approvals of " + council.name() + "."),
        new McpAnswers.Plan(
            plan.type().name(),
            plan.type().workflow(),
            council == null ? null : council.name(),
            request.calculatedSavings()));
  }

  private Object retry(McpArguments.Again asked) {
    UUID id = ExecutionIds.parse(asked.id());
    if (!Boolean.TRUE.equals(asked.confirm())) {
      actions.requireMayChange(id, caller.organizations());
      Problem problem = retrier.problem(id, caller.organizations());
      if (problem != null) {
        throw new ProblemException(problem);
      }
      return McpAnswers.Preview.of(
          "It would run again from the start; its present result or error would be replaced.",
          McpAnswers.Execution.of(executions.detail(asked.id())));
    }
    return actions.countedRun(id, caller.organizations(), () -> again(id));
  }

  private SubmitAnswer again(UUID id) {
    return switch (retrier.retry(id, caller.name(), caller.organizations())) {
      case Retry.Again(var execution) -> new SubmitAnswer(execution, ExecutionStatus.PENDING);
      case Retry.Refused(var _, var problem) -> throw new ProblemException(problem);
    };
  }

  private Object cancel(McpArguments.Cancel asked) {
    UUID id = ExecutionIds.parse(asked.id());
    actions.requireMayChange(id, caller.organizations());
    if (!Boolean.TRUE.equals(asked.confirm())) {
      var execution = McpAnswers.Execution.of(executions.detail(asked.id()));
      if (execution.status().terminal()) {
        throw Canceller.ended(execution.status());
      }
      return McpAnswers.Preview.of(
          execution.status() == ExecutionStatus.RUNNING
              ? "It would be told to stop; if it ignores that, it is ended as stuck."
              : "It would be cancelled and never run.",
          execution);
    }
    return switch (canceller.cancel(id, asked.reason(), caller.name(), caller.organizations())) {
      case Cancellation.Requested(UUID execution, var status) ->
          new SubmitAnswer(execution, status);
      case Cancellation.Unknown() -> throw ExecutionIds.unknown(asked.id());
      case Cancellation.Ended(var status) -> throw Canceller.ended(status);
    };
  }

  private Submitter submitter() {
    return new Submitter(caller.name(), caller.organizations());
  }
}
