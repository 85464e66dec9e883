package io.sluice.admin.security;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who sent the present request, for the features. */
@Singleton
public final class Caller {

  private static final ScopedValue<Origin> LATER = ScopedValue.newInstance();

  private final SecurityIdentity identity;
  private final CurrentVertxRequest request;
  private final Payloads payloads;

  Caller(SecurityIdentity identity, CurrentVertxRequest request, Payloads payloads) {
    this.identity = identity;
    this.request = request;
    this.payloads = payloads;
  }

  public String name() {
    return identity.getPrincipal().getName();
  }

  /** Whether inputs, results and log lines may be shown (security, section 3). */
  public boolean seesPayloads() {
    return payloads.shownTo(identity);
  }

  /** Whose executions may be seen and touched. */
  public Organizations organizations() {
    return principal().organizations();
  }

  public Principal principal() {
    Principal principal = Identities.principal(identity);
    if (principal == null) {
      throw new IllegalStateException("Nobody is signed in; the operation lacks a role");
    }
    return principal;
  }

  /**
   * The built-in user.
   *
   * @throws ProblemException for who signed in at a provider
   */
  public Principal.BuiltIn builtIn() {
    Principal.BuiltIn user = principal().builtIn();
    if (user == null) {
      throw new ProblemException(
          ProblemType.NO_BUILT_IN_USERS.problem(
              "People and tokens are looked after at the OpenID provider."));
    }
    return user;
  }

  /**
   * The session of the built-in user.
   *
   * @throws SessionNeeded for a personal access token, which is not to make or end sign-ins
   */
  public UUID session() {
    UUID session = builtIn().session();
    if (session == null) {
      throw new SessionNeeded();
    }
    return session;
  }

  /** Does what a request asked for that is over; what is recorded has its origin. */
  public static <T> T later(Origin origin, Supplier<T> work) {
    return ScopedValue.where(LATER, origin).call(work::get);
  }

  /** Where the present request comes from; of nowhere when there is none. May wait. */
  public Origin origin() {
    if (LATER.isBound()) {
      return LATER.get();
    }
    if (!Arc.container().requestContext().isActive()) {
      return Origin.NONE;
    }
    RoutingContext routing = request.getCurrent();
    return routing == null ? Origin.NONE : origin(signedIn(), routing);
  }

  /** Where a request comes from; null for who did not sign in. Never waits. */
  public static Origin origin(@Nullable Principal principal, RoutingContext routing) {
    Role role = principal == null ? null : principal.role();
    return new Origin(
        role == null ? null : role.word(),
        principal == null ? null : principal.tokenId(),
        address(routing),
        RequestIds.of(routing));
  }

  /** The caller's address, as far as proxies that are trusted tell it. */
  public static String address(RoutingContext routing) {
    SocketAddress address = routing.request().remoteAddress();
    return address.hostAddress() == null ? address.host() : address.hostAddress();
  }

  private @Nullable Principal signedIn() {
    try {
      return Identities.principal(identity);
    } catch (SecurityException e) {
      // An operation for everybody does not look at the token that came along.
      return null;
    }
  }
}
