package io.sluice.admin.mcp;

import io.sluice.admin.action.ActionTypes;
import io.sluice.admin.action.Actions;
import io.sluice.admin.execution.query.ExecutionFinder;
import io.sluice.admin.execution.query.ExecutionQuery;
import io.sluice.admin.execution.query.ExecutionQuery.ListParameters;
import io.sluice.admin.execution.query.ShownExecutions;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.http.Uuids;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.mcp.McpTool.Effect;
import io.sluice.admin.workflow.WorkflowReader;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.LogPage;
import io.sluice.api.Page;
import io.sluice.api.WorkflowView;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Tools that read: for every role, of the caller's organizations. */
@Singleton
final class ReadingTools {

  private static final int MAX_TYPES = 200;
  private static final String ID = "id";
  private static final String EXECUTION = "Id of the execution.";

  private final WorkflowReader workflows;
  private final ActionTypes types;
  private final ExecutionFinder finder;
  private final ShownExecutions executions;
  private final Actions actions;
  private final RequestReader requests;
  private final Caller caller;

  ReadingTools(
      WorkflowReader workflows,
      ActionTypes types,
      ExecutionFinder finder,
      ShownExecutions executions,
      Actions actions,
      RequestReader requests,
      Caller caller) {
    this.workflows = workflows;
    this.types = types;
    this.finder = finder;
    this.executions = executions;
    this.actions = actions;
    this.requests = requests;
    this.caller = caller;
  }

  List<McpTool> all() {
    return List.of(
        tool(
            "list_workflows",
            "List workflows",
            "Lists the registered workflows by name, and the action types that can be asked for.",
            new ToolSchema().cursor().limit(),
            McpArguments.PageOf.class,
            this::workflows),
        tool(
            "list_executions",
            "List executions",
            "Lists executions, the newest first, with status, waiting reason and error.",
            new ToolSchema()
                .text("status", "One or more of the states, separated by commas, like FAILED.")
                .text("workflow", "Name of the workflow.")
                .text("error_type", "Type of the error; ExecutionStuck finds what got stuck.")
                .text("organization", "Organization.")
                .text("q", "Words to search for.")
                .text("from", "Accepted at or after this time, like 2026-01-31T12:00:00Z.")
                .text("to", "Accepted before this time.")
                .cursor()
                .limit(),
            McpArguments.Find.class,
            this::executions),
        tool(
            "get_execution",
            "Show an execution",
            "Shows the state of one execution and explains in words why it waits, failed or is"
                + " stuck: waiting reason, error, verdict and stack of the stuck attempt.",
            new ToolSchema().text(ID, EXECUTION).require(ID),
            McpArguments.One.class,
            this::execution),
        tool(
            "get_result",
            "Show a result",
            "Shows the result of an execution that has ended.",
            new ToolSchema().text(ID, EXECUTION).require(ID),
            McpArguments.One.class,
            this::result),
        tool(
            "get_log",
            "Show a log",
            "Shows the log lines of an execution, the oldest first, at most 200 at once.",
            new ToolSchema()
                .text(ID, EXECUTION)
                .word("level", "The lowest level.", List.of("DEBUG", "INFO", "WARN", "ERROR"))
                .cursor()
                .limit()
                .require(ID),
            McpArguments.Log.class,
            this::log),
        tool(
            "get_action",
            "Show an action",
            "Shows an action: status, savings, and the votes of its council.",
            new ToolSchema().text(ID, "Id of the action; its execution has the same.").require(ID),
            McpArguments.One.class,
            this::action));
  }

  private <T> McpTool tool(
      String name,
      String title,
      String description,
      ToolSchema schema,
      Class<T> arguments,
      Function<T, Object> call) {
    return new McpTool(
        name,
        title,
        description,
        schema.build(),
        Effect.READS,
        json -> call.apply(requests.read(json, arguments)));
  }

  private McpAnswers.Workflows workflows(McpArguments.PageOf arguments) {
    String cursor = QueryParams.plain("cursor", arguments.cursor());
    Page<WorkflowView> page =
        workflows.pageWithSchemas(cursor, QueryParams.pageSize(arguments.size()));
    return new McpAnswers.Workflows(
        page.items().stream().map(McpAnswers.Workflow::of).toList(),
        page.nextCursor(),
        cursor == null ? types.page("", MAX_TYPES).items() : null);
  }

  private Page<ExecutionSummary> executions(McpArguments.Find arguments) {
    var parameters =
        new ListParameters(
            arguments.status(),
            arguments.workflow(),
            arguments.errorType(),
            null,
            arguments.organization(),
            null,
            arguments.from(),
            arguments.to(),
            arguments.q(),
            null,
            arguments.cursor(),
            arguments.size());
    return finder.find(ExecutionQuery.of(parameters), caller.organizations());
  }

  private McpAnswers.Execution execution(McpArguments.One arguments) {
    return McpAnswers.Execution.of(executions.detail(arguments.id()));
  }

  private McpAnswers.Result result(McpArguments.One arguments) {
    ExecutionDetail detail = executions.detail(arguments.id());
    return new McpAnswers.Result(
        detail.executionId(), detail.status(), detail.result(), detail.redacted());
  }

  private LogPage log(McpArguments.Log arguments) {
    return executions.logs(
        arguments.id(),
        arguments.cursor(),
        Objects.requireNonNullElse(arguments.level(), "DEBUG"),
        arguments.size());
  }

  private ActionView action(McpArguments.One arguments) {
    return actions.view(
        Uuids.parse(arguments.id()).orElseThrow(() -> Actions.unknown(arguments.id())),
        caller.organizations());
  }
}
