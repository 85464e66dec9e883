package io.sluice.admin.action;

import io.sluice.admin.http.QueryParams;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.ActionApi.ActionType;
import io.sluice.api.ActionApi.ActionTypeRequest;
import io.sluice.api.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Lists and binds action types. */
@Path("/api/action_types")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ActionTypeResource {

  private final ActionTypes types;
  private final RequestReader requests;
  private final Caller caller;

  ActionTypeResource(ActionTypes types, RequestReader requests, Caller caller) {
    this.types = types;
    this.requests = requests;
    this.caller = caller;
  }

  /** Lists action types by name. */
  @Operation(summary = "Lists action types by name")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<ActionType> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    String after = QueryParams.plain("cursor", cursor);
    return types.page(after == null ? "" : after, QueryParams.pageSize(limit));
  }

  /** Makes or replaces an action type. */
  @Operation(summary = "Makes or replaces an action type")
  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.DEPLOYER_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = ActionTypeRequest.class)))
  public ActionType put(@PathParam("name") String name, byte[] body) {
    return types.put(name, requests.read(body, ActionTypeRequest.class), caller.name());
  }

  /** Deletes an action type; its actions stay as they are. */
  @Operation(summary = "Deletes an action type; its actions stay as they are")
  @DELETE
  @Path("{name}")
  @RolesAllowed(Role.DEPLOYER_NAME)
  @APIResponse(responseCode = "204")
  public void delete(@PathParam("name") String name) {
    types.delete(name, caller.name());
  }
}
