package io.sluice.admin.identity;

import io.quarkus.arc.Arc;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The caller of the present request. */
@Singleton
public final class Caller {

  private static final ScopedValue<RequestOrigin> DEFERRED_ORIGIN = ScopedValue.newInstance();

  private final SecurityIdentity identity;
  private final CurrentVertxRequest request;
  private final PayloadAccess payloads;

  Caller(SecurityIdentity identity, CurrentVertxRequest request, PayloadAccess payloads) {
    this.identity = identity;
    this.request = request;
    this.payloads = payloads;
  }

  public String name() {
    return identity.getPrincipal().getName();
  }

  /** Returns true if the caller may see inputs, results and log lines (docs/security.md). */
  public boolean seesPayloads() {
    return payloads.shownTo(identity);
  }

  /**
   * Returns true if the caller may see the payloads of an execution: agents also see those of their
   * own.
   */
  public boolean seesPayloadsOf(String creator) {
    return seesPayloads() || (isAgent() && name().equals(creator));
  }

  /** Returns true if the caller has this role, or one that includes it. */
  public boolean has(Role least) {
    Role role = principal().role();
    return role != null && role.compareTo(least) >= 0;
  }

  /** Returns true for an agent, which speaks for itself only and has no vote (docs/agents.md). */
  public boolean isAgent() {
    return principal().role() == Role.AGENT;
  }

  /** Returns the organizations whose executions the caller may see and change. */
  public Organizations organizations() {
    return principal().organizations();
  }

  public Principal principal() {
    Principal principal = Principal.of(identity);
    if (principal == null) {
      throw new IllegalStateException("There is no signed-in caller; the operation lacks a role");
    }
    return principal;
  }

  /**
   * Returns the built-in user.
   *
   * @throws ProblemException if the caller signed in at a provider
   */
  public Principal.BuiltIn builtIn() {
    Principal.BuiltIn user = principal().builtIn();
    if (user == null) {
      throw new ProblemException(
          ProblemType.NO_BUILT_IN_USERS.problem(
              "Users and tokens are managed at the OpenID provider."));
    }
    return user;
  }

  /**
   * Returns the session of the built-in user.
   *
   * @throws SessionRequired for a personal access token, which may not make or end sign-ins
   */
  public UUID session() {
    UUID session = builtIn().session();
    if (session == null) {
      throw new SessionRequired();
    }
    return session;
  }

  /**
   * Runs work of a request that has ended; audit entries of the work carry the request's origin.
   */
  public static <T> T later(RequestOrigin origin, Supplier<T> work) {
    return ScopedValue.where(DEFERRED_ORIGIN, origin).call(work::get);
  }

  /**
   * Returns the origin of the present request, or {@link RequestOrigin#NONE} outside a request. May
   * block.
   */
  public RequestOrigin origin() {
    if (DEFERRED_ORIGIN.isBound()) {
      return DEFERRED_ORIGIN.get();
    }
    if (!Arc.container().requestContext().isActive()) {
      return RequestOrigin.NONE;
    }
    RoutingContext routing = request.getCurrent();
    return routing == null ? RequestOrigin.NONE : origin(signedIn(), routing);
  }

  /**
   * Returns the origin of a request; the principal is null for an anonymous caller. Never blocks.
   */
  public static RequestOrigin origin(@Nullable Principal principal, RoutingContext routing) {
    Role role = principal == null ? null : principal.role();
    return new RequestOrigin(
        role == null ? null : role.word(),
        principal == null ? null : principal.tokenId(),
        address(routing),
        RequestIds.of(routing));
  }

  /** Returns the origin of an upgrade to a WebSocket. Never blocks. */
  public static RequestOrigin origin(Principal principal, HttpServerRequest request) {
    Role role = principal.role();
    return new RequestOrigin(
        role == null ? null : role.word(),
        principal.tokenId(),
        address(request),
        RequestIds.of(request));
  }

  /** Returns the caller's address as reported by trusted proxies. */
  public static String address(RoutingContext routing) {
    return address(routing.request());
  }

  private static String address(HttpServerRequest request) {
    SocketAddress address = request.remoteAddress();
    return address.hostAddress() == null ? address.host() : address.hostAddress();
  }

  private @Nullable Principal signedIn() {
    try {
      return Principal.of(identity);
    } catch (SecurityException e) {
      // A public operation ignores the token of the request.
      return null;
    }
  }

  /**
   * Origin of a request, for the audit. All fields are null for actions of Sluice itself.
   *
   * @param role the caller's role
   * @param tokenId id of the caller's token
   * @param address address of the caller as the server sees it
   * @param requestId value of the response header {@code X-Request-Id}
   */
  public record RequestOrigin(
      @Nullable String role,
      @Nullable String tokenId,
      @Nullable String address,
      @Nullable String requestId) {

    static final RequestOrigin NONE = new RequestOrigin(null, null, null, null);
  }

  /** Refusal of a personal access token for an operation that makes or ends sign-ins. */
  public static final class SessionRequired extends ForbiddenException {

    private static final long serialVersionUID = 1L;
  }

  /** Refusal of an agent that changes something that somebody else asked for. */
  public static final class OwnOnly extends ForbiddenException {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Decides whether a caller may see inputs, results and log lines (docs/security.md). Safe on
   * every thread.
   */
  @Singleton
  public static final class PayloadAccess {

    private final boolean viewersSeePayloads;

    PayloadAccess(SecurityConfig config) {
      this.viewersSeePayloads = config.viewersSeePayloads();
    }

    public boolean shownTo(SecurityIdentity identity) {
      return viewersSeePayloads || identity.hasRole(Role.OPERATOR_NAME);
    }
  }
}
