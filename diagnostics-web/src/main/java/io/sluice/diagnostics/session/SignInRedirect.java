package io.sluice.diagnostics.session;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Redirects to the sign-in page, with the way back, when admin-api no longer accepts the token. */
@Singleton
public class SignInRedirect {

  private final SessionCookie cookie;
  private final OpenIdConfig provider;

  SignInRedirect(SessionCookie cookie, OpenIdConfig provider) {
    this.cookie = cookie;
    this.provider = provider;
  }

  /**
   * Redirects, and removes the session cookie. Empty with an OpenID provider: the sign-in there
   * goes on, so that its next token would be refused too.
   */
  public Optional<Response> from(RoutingContext routing) {
    return provider.enabled() ? Optional.empty() : Optional.of(redirect(routing));
  }

  private Response redirect(RoutingContext routing) {
    var request = routing.request();
    cookie.remove(request, routing.response());
    if (request.getHeader("HX-Request") != null) {
      String page = ReturnPath.ofAddress(request.getHeader("HX-Current-URL"));
      return Response.status(Response.Status.UNAUTHORIZED)
          .header("HX-Redirect", SignInPage.leadingBackTo(page))
          .build();
    }
    String page = request.method().equals(HttpMethod.GET) ? request.uri() : ReturnPath.HOME;
    return Response.seeOther(URI.create(SignInPage.leadingBackTo(ReturnPath.checked(page))))
        .build();
  }

  /**
   * Redirects people who must change their password to that form: their token permits nothing else.
   */
  @Singleton
  static class PasswordChangeRedirect {

    private static final Set<String> OPEN = Set.of("/password", "/sign-out", "/sign-in");

    private final Person person;

    PasswordChangeRedirect(Person person) {
      this.person = person;
    }

    @ServerRequestFilter
    public @Nullable Response lead(ContainerRequestContext request) {
      return person.mustChangePassword() && !OPEN.contains(request.getUriInfo().getPath())
          ? Response.seeOther(URI.create("/password")).build()
          : null;
    }
  }
}
