package io.sluice.admin.action;

import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.CouncilApi.VoteRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Takes the votes of council members. */
@Path("/api/council/vote")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class VoteResource {

  private final Voting voting;
  private final Actions actions;
  private final AgentPolicy agents;
  private final RequestReader requests;
  private final Caller caller;

  VoteResource(
      Voting voting, Actions actions, AgentPolicy agents, RequestReader requests, Caller caller) {
    this.voting = voting;
    this.actions = actions;
    this.agents = agents;
    this.requests = requests;
    this.caller = caller;
  }

  /** Votes on an action; the same vote again changes nothing. */
  @Operation(summary = "Votes on an action; the same vote again changes nothing")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = VoteRequest.class)))
  public ActionView vote(byte[] body) {
    VoteRequest request = requests.read(body, VoteRequest.class);
    agents.requirePerson();
    voting.vote(request, caller.name(), caller.organizations());
    return actions.view(request.actionId(), caller.organizations());
  }
}
