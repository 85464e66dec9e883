package io.sluice.admin.identity;

import io.quarkus.security.Authenticated;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemResponse;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.RequestReader;
import io.sluice.api.SignIn;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Signs users in with a name and a password, refreshes their tokens, and signs them out. */
@Path("/api/sign-in")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class SignInResource {

  private final SignInService service;
  private final RequestReader requests;
  private final Caller caller;
  private final OidcProvider provider;

  SignInResource(
      SignInService service, RequestReader requests, Caller caller, OidcProvider provider) {
    this.service = service;
    this.requests = requests;
    this.caller = caller;
    this.provider = provider;
  }

  /** Signs in with a user name and a password. */
  @Operation(summary = "Signs in with a user name and a password")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @PermitAll
  @RequestBody(content = @Content(schema = @Schema(implementation = SignIn.Request.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = SignIn.Answer.class)))
  public Response signIn(byte[] body, @Context RoutingContext routing) {
    provider.requireBuiltInUsers();
    SignIn.Request request = requests.read(body, SignIn.Request.class);
    return switch (service.signIn(request, Caller.address(routing))) {
      case SignInService.Result.SignedIn(var answer) -> Response.ok(answer).build();
      case SignInService.Result.Wrong() ->
          ProblemResponse.of(
              ProblemType.SIGN_IN_REFUSED.problem("The user name or the password is wrong."));
      case SignInService.Result.TooManyFailures(var wait) ->
          ProblemResponse.of(
              ProblemType.TOO_MANY.problem(
                  "Too many failed sign-ins. Retry-After says when to try again."),
              wait);
    };
  }

  /** Returns the next tokens of a sign-in for its latest refresh token. */
  @Operation(summary = "Returns the next tokens of a sign-in for its latest refresh token")
  @POST
  @Path("refresh")
  @Consumes(MediaType.APPLICATION_JSON)
  @PermitAll
  @RequestBody(content = @Content(schema = @Schema(implementation = SignIn.Refresh.class)))
  public SignIn.Answer refresh(byte[] body, @Context RoutingContext routing) {
    provider.requireBuiltInUsers();
    return service
        .refresh(requests.read(body, SignIn.Refresh.class).refreshToken(), Caller.address(routing))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.SIGN_IN_REFUSED.problem("The sign-in has ended. Sign in again.")));
  }

  /** Signs out; the tokens of the sign-in become invalid. */
  @Operation(summary = "Signs out; the tokens of the sign-in become invalid")
  @DELETE
  @Authenticated
  @APIResponse(responseCode = "204")
  public void signOut() {
    service.signOut(caller.session(), caller.name());
  }
}
