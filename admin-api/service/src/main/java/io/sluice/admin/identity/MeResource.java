package io.sluice.admin.identity;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.Authenticated;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.http.Uuids;
import io.sluice.api.Page;
import io.sluice.api.TokenApi.NewPersonalToken;
import io.sluice.api.TokenApi.PersonalToken;
import io.sluice.api.TokenApi.PersonalTokenRequest;
import io.sluice.api.UserApi.Me;
import io.sluice.api.UserApi.PasswordChange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Shows the caller, and manages the caller's password and personal access tokens. */
@Path("/api/me")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class MeResource {

  private final PasswordChanger password;
  private final PersonalTokens tokens;
  private final RequestReader requests;
  private final Caller caller;

  MeResource(
      PasswordChanger password, PersonalTokens tokens, RequestReader requests, Caller caller) {
    this.password = password;
    this.tokens = tokens;
    this.requests = requests;
    this.caller = caller;
  }

  /** Shows the caller and its rights. */
  @Operation(summary = "Shows the caller and its rights")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Me me() {
    var principal = caller.principal();
    return new Me(
        principal.name(),
        requireNonNull(principal.role(), "an operation for viewers").word(),
        principal.organizations().words(),
        principal.builtIn() != null,
        caller.seesPayloads());
  }

  /** Changes the caller's password; other sign-ins of the caller end. */
  @Operation(summary = "Changes the caller's password; other sign-ins of the caller end")
  @PUT
  @Path("password")
  @Consumes(MediaType.APPLICATION_JSON)
  @Authenticated
  @RequestBody(content = @Content(schema = @Schema(implementation = PasswordChange.class)))
  @APIResponse(responseCode = "204")
  public void changePassword(byte[] body, @Context RoutingContext routing) {
    UUID session = caller.session();
    password.change(
        caller.builtIn().user(),
        session,
        requests.read(body, PasswordChange.class),
        Caller.address(routing));
  }

  /** Lists the caller's personal access tokens, newest first; there are 50 at most. */
  @Operation(
      summary = "Lists the caller's personal access tokens, newest first; there are 50 at most")
  @GET
  @Path("tokens")
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<PersonalToken> tokens() {
    return new Page<>(tokens.list(caller.builtIn().user()), null);
  }

  /** Makes a personal access token; only this response has its secret. */
  @Operation(summary = "Makes a personal access token; only this response has its secret")
  @POST
  @Path("tokens")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = PersonalTokenRequest.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = NewPersonalToken.class)))
  public Response makeToken(byte[] body) {
    UUID _ = caller.session();
    var token =
        tokens.make(
            caller.builtIn().user(),
            requests.read(body, PersonalTokenRequest.class),
            caller.name());
    return Response.status(Response.Status.CREATED).entity(token).build();
  }

  /** Revokes a personal access token. */
  @Operation(summary = "Revokes a personal access token")
  @DELETE
  @Path("tokens/{id}")
  @RolesAllowed(Role.VIEWER_NAME)
  @APIResponse(responseCode = "204")
  public void withdrawToken(@PathParam("id") String id) {
    UUID token = Uuids.parse(id).orElseThrow(() -> PersonalTokens.unknown(id));
    tokens.withdraw(caller.builtIn().user(), token, caller.name());
  }
}
