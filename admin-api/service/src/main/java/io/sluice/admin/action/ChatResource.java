package io.sluice.admin.action;

import io.sluice.admin.action.Actions.Ask;
import io.sluice.admin.action.AgentPolicy.AskFields;
import io.sluice.admin.execution.submit.IdempotencyKey;
import io.sluice.admin.execution.submit.SubmissionService.Input;
import io.sluice.admin.execution.submit.SubmissionService.Submitter;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.RawJson;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.ActionApi.ActionRequest;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.ChatApi.CalculatorInputs;
import io.sluice.api.ChatApi.ChatAnswer;
import io.sluice.api.ChatApi.ChatContext;
import io.sluice.api.ChatApi.ChatRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Takes messages of agents: asks for an action, or answers what can be asked for. */
@Path("/api/chat")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ChatResource {

  private static final AskFields FIELDS = new AskFields("context.workflow_type", "agent_id");
  private static final String EXECUTE = "execute";
  private static final int MAX_TYPES = 200;

  private final Actions actions;
  private final ActionTypes types;
  private final AgentPolicy agents;
  private final RequestReader requests;
  private final Caller caller;

  ChatResource(
      Actions actions,
      ActionTypes types,
      AgentPolicy agents,
      RequestReader requests,
      Caller caller) {
    this.actions = actions;
    this.types = types;
    this.agents = agents;
    this.requests = requests;
    this.caller = caller;
  }

  /** Asks for an action in mode execute; in other modes answers what can be asked for. */
  @Operation(
      summary = "Asks for an action in mode execute; in other modes answers what can be asked for")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.AGENT_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = ChatRequest.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ChatAnswer.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = ChatAnswer.class)))
  public Response chat(byte[] body, @HeaderParam("Idempotency-Key") @Nullable String key) {
    ChatRequest request = requests.read(body, ChatRequest.class);
    agents.requireOwnName(request.agentId(), FIELDS.agent());
    return request.mode().equals(EXECUTE) ? asked(request, body, key) : offered();
  }

  private Response asked(ChatRequest request, byte[] body, @Nullable String key) {
    ChatContext context = request.context();
    if (context == null) {
      throw new ProblemException(
          ProblemType.INVALID.field("context", "names the action in mode execute"));
    }
    CalculatorInputs inputs = context.calculatorInputs();
    ActionView action =
        actions.ask(
            new Ask(
                new ActionRequest(
                    context.workflowType(),
                    request.agentId(),
                    null,
                    inputs == null ? null : SavingsRules.savings(inputs),
                    null,
                    context.organization()),
                FIELDS,
                new Input("context.workflow_inputs", workflowInputs(body)),
                body,
                IdempotencyKey.checked(key)),
            new Submitter(caller.name(), caller.organizations()));
    var answer =
        new ChatAnswer(
            action.approval() == null
                ? "The action waits to run."
                : "The action waits for the approval of the council "
                    + action.approval().council()
                    + ".",
            action.id(),
            action.status(),
            action.calculatedSavings(),
            null);
    return Response.created(URI.create("/api/workflow_actions/" + action.id()))
        .entity(answer)
        .build();
  }

  /** The inputs as they were sent: numbers keep their digits. */
  private static String workflowInputs(byte[] body) {
    Optional<String> context = RawJson.field(body, "context");
    return context
        .flatMap(text -> RawJson.field(text.getBytes(StandardCharsets.UTF_8), "workflow_inputs"))
        .orElse("null");
  }

  private Response offered() {
    var answer =
        new ChatAnswer(
            "Ask for one of these in mode execute, with context.workflow_type.",
            null,
            null,
            null,
            types.page("", MAX_TYPES).items());
    return Response.ok(answer).build();
  }
}
