package io.sluice.admin.action;

import io.sluice.admin.http.QueryParams;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.http.Uuids;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.CouncilApi.CouncilRequest;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.DelegationRequest;
import io.sluice.api.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Lists, makes and changes councils. */
@Path("/api/councils")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class CouncilResource {

  private final Councils councils;
  private final AgentPolicy agents;
  private final RequestReader requests;
  private final Caller caller;

  CouncilResource(Councils councils, AgentPolicy agents, RequestReader requests, Caller caller) {
    this.councils = councils;
    this.agents = agents;
    this.requests = requests;
    this.caller = caller;
  }

  /** Lists councils by name. */
  @Operation(summary = "Lists councils by name")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<CouncilView> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    String after = QueryParams.plain("cursor", cursor);
    return councils.page(after == null ? "" : after, QueryParams.pageSize(limit));
  }

  /** Shows a council. */
  @Operation(summary = "Shows a council")
  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEWER_NAME)
  public CouncilView show(@PathParam("id") String id) {
    return councils.view(council(id));
  }

  /** Makes a council. */
  @Operation(summary = "Makes a council")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = CouncilRequest.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = CouncilView.class)))
  public Response add(byte[] body) {
    CouncilView council = councils.add(requests.read(body, CouncilRequest.class), caller.name());
    return Response.created(URI.create("/api/councils/" + council.id())).entity(council).build();
  }

  /** Replaces members, quorum and deadline of a council; votes of those who leave do not count. */
  @Operation(
      summary =
          "Replaces members, quorum and deadline of a council; votes of those who leave do not count")
  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = CouncilRequest.class)))
  public CouncilView replace(@PathParam("id") String id, byte[] body) {
    return councils.replace(council(id), requests.read(body, CouncilRequest.class), caller.name());
  }

  /** Lets another person vote in place of a member, on order of the member or an administrator. */
  @Operation(
      summary =
          "Lets another person vote in place of a member, on order of the member or an administrator")
  @PUT
  @Path("{id}/members/{member}/delegation")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = DelegationRequest.class)))
  public CouncilView delegate(
      @PathParam("id") String id, @PathParam("member") String member, byte[] body) {
    DelegationRequest request = requests.read(body, DelegationRequest.class);
    agents.requirePerson();
    return councils.delegate(council(id), member, request, caller.principal());
  }

  /** Ends the delegation of a member. */
  @Operation(summary = "Ends the delegation of a member")
  @DELETE
  @Path("{id}/members/{member}/delegation")
  @RolesAllowed(Role.VIEWER_NAME)
  public CouncilView endDelegation(@PathParam("id") String id, @PathParam("member") String member) {
    return councils.delegate(council(id), member, null, caller.principal());
  }

  private static UUID council(String id) {
    return Uuids.parse(id).orElseThrow(() -> Councils.unknown(id));
  }
}
