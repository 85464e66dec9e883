package io.sluice.diagnostics.session;

import io.quarkus.security.identity.SecurityIdentity;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.api.CallerTokenFilter;
import io.sluice.diagnostics.api.SignInClient;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Ends a sign-in at admin-api and in the browser. */
@Path("/sign-out")
@ApplicationScoped
@RunOnVirtualThread
class SignOutPage {

  private static final String OUT = "out";
  private static final String OUT_HERE = "out-here";

  private final SignInClient api;
  private final SessionCookie cookie;
  private final SecurityIdentity identity;

  SignOutPage(@RestClient SignInClient api, SessionCookie cookie, SecurityIdentity identity) {
    this.api = api;
    this.cookie = cookie;
    this.identity = identity;
  }

  @POST
  public Response signOut(@Context RoutingContext routing) {
    UserSession session = SessionIdentities.session(identity);
    boolean applied = session == null || tell(session);
    cookie.remove(routing.request(), routing.response());
    return Response.seeOther(URI.create("/sign-in?said=" + (applied ? OUT : OUT_HERE))).build();
  }

  private boolean tell(UserSession session) {
    try {
      api.signOut(CallerTokenFilter.bearer(session.token()));
      return true;
    } catch (ApiProblem problem) {
      return problem.status() == 401; // it was over there already
    } catch (ProcessingException away) {
      return false;
    }
  }

  /** The message on the sign-in page after signing out. */
  static String sentence(@Nullable String said) {
    return switch (said) {
      case OUT -> "You are signed out.";
      case OUT_HERE ->
          "You are signed out in this browser. admin-api could not be reached: there, the sign-in ends"
              + " by itself after 30 minutes.";
      case null, default -> "";
    };
  }
}
