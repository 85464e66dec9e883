package io.sluice.diagnostics.session;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.api.CallerTokenFilter;
import io.sluice.diagnostics.api.SignInClient;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Ends a sign-in at admin-api or at the OpenID provider, and in the browser. Also for a browser
 * whose sign-in has ended here already: at the provider it may go on.
 */
@Path("/sign-out")
@ApplicationScoped
@RunOnVirtualThread
class SignOutPage {

  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final String OUT = "out";
  private static final String OUT_HERE = "out-here";

  private final SignInClient api;
  private final SessionCookie cookie;
  private final OpenIdConfig provider;
  private final ProviderSignOut atProvider;
  private final CurrentIdentityAssociation association;
  private final Event<SignedOut> signedOut;

  SignOutPage(
      @RestClient SignInClient api,
      SessionCookie cookie,
      OpenIdConfig provider,
      ProviderSignOut atProvider,
      CurrentIdentityAssociation association,
      Event<SignedOut> signedOut) {
    this.api = api;
    this.cookie = cookie;
    this.provider = provider;
    this.atProvider = atProvider;
    this.association = association;
    this.signedOut = signedOut;
  }

  @POST
  public Response signOut(@Context RoutingContext routing, @Context UriInfo uri) {
    SecurityIdentity identity = identity();
    URI next =
        provider.enabled()
            ? atProvider.end(identity, routing, signedOut(uri))
            : end(identity, routing);
    if (identity != null) {
      signedOut.fire(new SignedOut(identity.getPrincipal().getName()));
    }
    return Response.seeOther(next).build();
  }

  private static URI signedOut(UriInfo uri) {
    return uri.getBaseUriBuilder().path(SignedOutPage.class).build();
  }

  private URI end(@Nullable SecurityIdentity identity, RoutingContext routing) {
    UserSession session = identity == null ? null : SessionIdentities.session(identity);
    boolean applied = session == null || tell(session);
    cookie.remove(routing.request(), routing.response());
    return URI.create("/sign-in?said=" + (applied ? OUT : OUT_HERE));
  }

  /** The person of the request; null if the sign-in has ended. */
  private @Nullable SecurityIdentity identity() {
    SecurityIdentity identity =
        association
            .getDeferredIdentity()
            .onFailure(AuthenticationFailedException.class)
            .recoverWithNull()
            .await()
            .atMost(ANSWER);
    return identity == null || identity.isAnonymous() ? null : identity;
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
