package io.sluice.diagnostics.session;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the cookie of a sign-in, and redirects people without one to the sign-in page. With an
 * OpenID provider Quarkus reads the cookies and redirects, except where a redirect to another
 * origin would go wrong: for requests by script, for WebSockets and for forms. Runs on the event
 * loop.
 */
@Singleton
final class SessionMechanism implements HttpAuthenticationMechanism {

  private static final String LIVE = "/live/";

  private final SessionCookie cookie;
  private final SessionConfig limits;
  private final OpenIdConfig provider;
  private final InstantSource clock;

  SessionMechanism(
      SessionCookie cookie, SessionConfig limits, OpenIdConfig provider, InstantSource clock) {
    this.cookie = cookie;
    this.limits = limits;
    this.provider = provider;
    this.clock = clock;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    Instant now = clock.instant();
    Optional<UserSession> sent =
        provider.enabled() ? Optional.empty() : cookie.read(context.request());
    if (sent.isEmpty()) {
      return Uni.createFrom().nullItem();
    }
    UserSession session = sent.get();
    if (session.over(limits, now)) {
      cookie.remove(context.request(), context.response());
      return Uni.createFrom().nullItem();
    }
    UserSession seen =
        session.seenLongAgo(now) && isOfThePerson(context) ? session.seen(now) : session;
    return identities
        .authenticate(
            HttpSecurityUtils.setRoutingContextAttribute(new SessionRequest(seen), context))
        .invoke(identity -> keep(context, identity, session))
        .onFailure(AuthenticationFailedException.class)
        .recoverWithUni(
            () -> {
              cookie.remove(context.request(), context.response());
              return Uni.createFrom().nullItem();
            });
  }

  /**
   * False for requests that an open page sends by itself: they do not count as activity of the
   * person.
   */
  private static boolean isOfThePerson(RoutingContext context) {
    boolean byScript =
        context.request().getHeader("HX-Request") != null
            && context.request().method().equals(HttpMethod.GET);
    return !byScript && !context.normalizedPath().startsWith(LIVE);
  }

  private void keep(RoutingContext context, SecurityIdentity identity, UserSession before) {
    UserSession now = SessionIdentities.session(identity);
    if (now != null && !now.equals(before) && !context.response().headWritten()) {
      cookie.write(context.request(), context.response(), now);
    }
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    var request = context.request();
    if (request.getHeader("Upgrade") != null || context.normalizedPath().startsWith(LIVE)) {
      return Uni.createFrom().item(new ChallengeData(401, null, null));
    }
    if (request.getHeader("HX-Request") != null) {
      String page = ReturnPath.ofAddress(request.getHeader("HX-Current-URL"));
      return Uni.createFrom().item(new ChallengeData(401, "HX-Redirect", signIn(page)));
    }
    boolean returns = request.method().equals(HttpMethod.GET);
    if (provider.enabled() && returns) {
      return Uni.createFrom().nullItem();
    }
    return Uni.createFrom()
        .item(new ChallengeData(303, "Location", signIn(returns ? request.uri() : "/")));
  }

  /** Before that of the OpenID provider, so that this one is asked for the challenge first. */
  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 2;
  }

  private static String signIn(String page) {
    return SignInPage.leadingBackTo(ReturnPath.checked(page));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(SessionRequest.class);
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return Uni.createFrom()
        .item(
            new HttpCredentialTransport(
                HttpCredentialTransport.Type.COOKIE, SessionCookie.SECURE_NAME));
  }

  /** Authentication request with the session of a cookie. */
  static final class SessionRequest extends BaseAuthenticationRequest {

    private final UserSession session;

    SessionRequest(UserSession session) {
      this.session = session;
    }

    UserSession session() {
      return session;
    }
  }
}
