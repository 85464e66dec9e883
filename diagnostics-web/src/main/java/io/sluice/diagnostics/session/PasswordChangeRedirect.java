package io.sluice.diagnostics.session;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Redirects people who must change their password to that form: their token permits nothing else.
 */
@Singleton
class PasswordChangeRedirect {

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
