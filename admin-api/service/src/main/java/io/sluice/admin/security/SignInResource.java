package io.sluice.admin.security;

import io.sluice.admin.problem.ProblemResponse;
import io.sluice.admin.problem.ProblemType;
import io.sluice.admin.problem.RequestReader;
import io.sluice.api.SignIn;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Gives a token for a user name and a password. */
@Path("/api/sign-in")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class SignInResource {

  private final SignInService service;
  private final RequestReader requests;

  SignInResource(SignInService service, RequestReader requests) {
    this.service = service;
    this.requests = requests;
  }

  /** Signs in. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @PermitAll
  @RequestBody(content = @Content(schema = @Schema(implementation = SignIn.Request.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = SignIn.Answer.class)))
  public Response signIn(byte[] body) {
    return switch (service.signIn(requests.read(body, SignIn.Request.class))) {
      case SignInService.Result.SignedIn(var answer) -> Response.ok(answer).build();
      case SignInService.Result.Wrong() ->
          ProblemResponse.of(
              ProblemType.SIGN_IN_REFUSED.problem("The user name or the password is wrong."));
      case SignInService.Result.TooManyFailures() ->
          ProblemResponse.of(
              ProblemType.TOO_MANY.problem(
                  "Signing in failed five times within a minute. Wait a minute."));
    };
  }
}
