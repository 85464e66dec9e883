package io.sluice.diagnostics.session;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.sluice.diagnostics.session.SessionMechanism.SessionRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Converts a sign-in to the identity of the request, with the token for admin-api; renews the token
 * when it is due.
 */
@Singleton
final class SessionIdentities implements IdentityProvider<SessionRequest> {

  private static final String SESSION = "sluice.session";

  private final TokenRenewals renewals;
  private final InstantSource clock;

  SessionIdentities(TokenRenewals renewals, InstantSource clock) {
    this.renewals = renewals;
    this.clock = clock;
  }

  @Override
  public Class<SessionRequest> getRequestType() {
    return SessionRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      SessionRequest request, AuthenticationRequestContext context) {
    UserSession session = request.session();
    return session.wantsRenewal(clock.instant())
        ? context.runBlocking(
            () ->
                renewals
                    .renewed(session)
                    .map(SessionIdentities::identity)
                    .orElseThrow(() -> new AuthenticationFailedException("The sign-in has ended")))
        : Uni.createFrom().item(identity(session));
  }

  private static SecurityIdentity identity(UserSession session) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(session.me().name()))
        .addCredential(new TokenCredential(session.token(), "bearer"))
        .addAttribute(SESSION, session)
        .addAttribute(Person.ME, session.me())
        .build();
  }

  /** The session of the identity; null if it is not that of a built-in user. */
  static @Nullable UserSession session(SecurityIdentity identity) {
    return identity.getAttribute(SESSION);
  }
}
