package io.sluice.diagnostics.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.sluice.api.SignIn;
import io.sluice.api.UserApi.Me;
import io.sluice.api.UserApi.PasswordChange;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * REST client that begins, renews and ends a sign-in. There is no signed-in person yet, so each
 * call is given the token. Throws {@link ApiProblem} for a refusal and {@link
 * jakarta.ws.rs.ProcessingException} when no answer comes.
 */
@RegisterRestClient(configKey = "admin-api")
@RegisterProvider(BrowserAddressFilter.class)
@Path("/api")
public interface SignInClient {

  @POST
  @Path("sign-in")
  SignIn.Answer signIn(SignIn.Request request);

  @POST
  @Path("sign-in/refresh")
  SignIn.Answer refresh(SignIn.Refresh request);

  /** Ends the sign-in of this token. */
  @DELETE
  @Path("sign-in")
  void signOut(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

  @GET
  @Path("me")
  Me me(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

  @PUT
  @Path("me/password")
  void changePassword(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, PasswordChange change);

  @ClientExceptionMapper
  static RuntimeException problem(Response answer) {
    return ApiProblem.of(answer);
  }

  @ClientObjectMapper
  static ObjectMapper json(ObjectMapper usual) {
    return ApiJson.of(usual);
  }
}
