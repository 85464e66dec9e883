package io.sluice.admin.action;

import io.sluice.admin.action.ActionStore.ActionFilter;
import io.sluice.admin.action.Actions.Ask;
import io.sluice.admin.action.AgentPolicy.AskFields;
import io.sluice.admin.execution.submit.IdempotencyKey;
import io.sluice.admin.execution.submit.SubmissionService.Input;
import io.sluice.admin.execution.submit.SubmissionService.Submitter;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.http.RawJson;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.http.Uuids;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.ActionApi.ActionChange;
import io.sluice.api.ActionApi.ActionRequest;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Asks for workflow actions, lists and changes them. */
@Path("/api/workflow_actions")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ActionResource {

  private static final String INPUTS = "inputs";
  private static final AskFields FIELDS = new AskFields("workflow_type_id", "created_by_agent");
  private static final String NO_INPUTS = "null";

  private final Actions actions;
  private final RequestReader requests;
  private final Caller caller;

  ActionResource(Actions actions, RequestReader requests, Caller caller) {
    this.actions = actions;
    this.requests = requests;
    this.caller = caller;
  }

  /** Asks for an action; without a council it waits to run at once. */
  @Operation(summary = "Asks for an action; without a council it waits to run at once")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.AGENT_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = ActionRequest.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = ActionView.class)))
  public Response ask(byte[] body, @HeaderParam("Idempotency-Key") @Nullable String key) {
    ActionRequest request = requests.read(body, ActionRequest.class);
    ActionView action =
        actions.ask(
            new Ask(
                request,
                FIELDS,
                new Input(INPUTS, RawJson.field(body, INPUTS).orElse(NO_INPUTS)),
                body,
                IdempotencyKey.checked(key)),
            submitter());
    return Response.created(URI.create("/api/workflow_actions/" + action.id()))
        .entity(action)
        .build();
  }

  /** Lists actions, the newest first. */
  @Operation(summary = "Lists actions, the newest first")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<ActionView> list(
      @QueryParam("status") @Nullable String status,
      @QueryParam("agent") @Nullable String agent,
      @QueryParam("council") @Nullable String council,
      @QueryParam("type") @Nullable String type,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    var filter =
        new ActionFilter(
            status(status),
            QueryParams.plain("agent", agent),
            council == null ? null : id("council", council),
            QueryParams.plain("type", type),
            QueryParams.cursor(cursor, UUID::fromString),
            QueryParams.pageSize(limit));
    return actions.page(filter, caller.organizations());
  }

  private static @Nullable ExecutionStatus status(@Nullable String text) {
    return text == null
        ? null
        : Arrays.stream(ExecutionStatus.values())
            .filter(each -> each.name().equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    QueryParams.refused(
                        "status", "is one of " + Arrays.toString(ExecutionStatus.values())));
  }

  private static UUID id(String field, String text) {
    return Uuids.parse(text).orElseThrow(() -> QueryParams.refused(field, "is an id"));
  }

  /** Shows an action with its votes. */
  @Operation(summary = "Shows an action with its votes")
  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEWER_NAME)
  public ActionView show(@PathParam("id") String id) {
    return actions.view(action(id), caller.organizations());
  }

  /** Cancels an action, or runs an ended one again. */
  @Operation(summary = "Cancels an action, or runs an ended one again")
  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.AGENT_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = ActionChange.class)))
  public ActionView change(@PathParam("id") String id, byte[] body) {
    return actions.change(action(id), requests.read(body, ActionChange.class), submitter());
  }

  private static UUID action(String id) {
    return Uuids.parse(id).orElseThrow(() -> Actions.unknown(id));
  }

  private Submitter submitter() {
    return new Submitter(caller.name(), caller.organizations());
  }
}
