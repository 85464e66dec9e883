package io.sluice.admin.livestream;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.VertxContextSupport;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.sluice.admin.execution.query.LiveExecutionReader;
import io.sluice.admin.execution.query.PayloadReads;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.Uuids;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Caller.PayloadAccess;
import io.sluice.admin.identity.Caller.RequestOrigin;
import io.sluice.admin.identity.Principal;
import io.sluice.admin.livestream.StreamClient.Subscriber;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accepts or refuses upgrades to a WebSocket by origin, token, capacity and existence of the
 * execution (docs/security.md). The endpoints declare the role. A refusal carries its reason in a
 * header.
 */
@Singleton
public final class UpgradePolicy implements HttpUpgradeCheck {

  static final TypedKey<Subscriber> SUBSCRIBER = new TypedKey<>("subscriber");
  static final String REASON_HEADER = "Sluice-Refused";

  private static final int LENGTH_OF_SCHEME = "Bearer ".length();

  private final AllowedOrigins origins;
  private final ConnectionRegistry clients;
  private final PayloadAccess payloads;
  private final LiveExecutionReader executions;
  private final PayloadReads reads;

  UpgradePolicy(
      StreamConfig config,
      ConnectionRegistry clients,
      PayloadAccess payloads,
      LiveExecutionReader executions,
      PayloadReads reads) {
    this.origins = new AllowedOrigins(config.allowedOrigins().map(Set::copyOf).orElse(Set.of()));
    this.clients = clients;
    this.payloads = payloads;
    this.executions = executions;
    this.reads = reads;
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
    HttpServerRequest request = upgrade.httpRequest();
    if (!origins.allow(
        request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST))) {
      return CheckResult.rejectUpgrade(
          403, reason("Pages of this origin may not connect. See SLUICE_LIVE_ALLOWED_ORIGINS."));
    }
    return upgrade
        .securityIdentity()
        .chain(
            identity -> {
              Principal who = Principal.of(identity);
              CheckResult result = admitted(upgrade, identity, who);
              return who != null
                      && result.isUpgradePermitted()
                      && upgrade.endpointId().equals(ExecutionSocket.ID)
                  ? checkExecution(upgrade, who, payloads.shownTo(identity), result)
                  : Uni.createFrom().item(result);
            })
        .onFailure(ProblemException.class)
        .recoverWithItem(
            refused ->
                CheckResult.rejectUpgradeSync(429, reason(String.valueOf(refused.getMessage()))));
  }

  private Uni<CheckResult> checkExecution(
      HttpUpgradeContext upgrade, Principal who, boolean payloadsShown, CheckResult admitted) {
    RequestOrigin origin = Caller.origin(who, upgrade.httpRequest());
    Uni<Boolean> exists =
        Uuids.parse(upgrade.pathParam(ExecutionSocket.PATH_ID))
            .map(
                id ->
                    VertxContextSupport.executeBlocking(
                        () -> isShown(id, who, payloadsShown, origin)))
            .orElseGet(() -> Uni.createFrom().item(false));
    return exists.map(
        found ->
            found
                ? admitted
                : CheckResult.rejectUpgradeSync(
                    404, reason("No execution has this id. GET /api/executions lists them.")));
  }

  /** Finds the execution, and records who is about to see its payloads, as a request does. */
  private boolean isShown(UUID id, Principal who, boolean payloadsShown, RequestOrigin origin) {
    Optional<String> creator = executions.creator(id, who.organizations());
    if (payloadsShown) {
      creator.ifPresent(by -> reads.shown(id, by, who.name(), origin));
    }
    return creator.isPresent();
  }

  private CheckResult admitted(
      HttpUpgradeContext upgrade, SecurityIdentity identity, @Nullable Principal who) {
    String header = upgrade.httpRequest().getHeader(HttpHeaders.AUTHORIZATION);
    if (who == null || header == null || header.length() <= LENGTH_OF_SCHEME) {
      return CheckResult.rejectUpgradeSync(401, reason("Send a bearer token."));
    }
    return switch (clients.room(who.name())) {
      case PERSON_FULL ->
          CheckResult.rejectUpgradeSync(429, reason("You have too many connections. Close one."));
      case INSTANCE_FULL ->
          CheckResult.rejectUpgradeSync(503, reason("This instance has too many connections."));
      case FREE -> {
        String token = header.substring(LENGTH_OF_SCHEME).strip();
        upgrade.userData().put(SUBSCRIBER, new Subscriber(who, payloads.shownTo(identity), token));
        yield CheckResult.permitUpgradeSync();
      }
    };
  }

  private static Map<String, List<String>> reason(String sentence) {
    return Map.of(REASON_HEADER, List.of(sentence));
  }

  /**
   * Origins that may open a WebSocket: those of this host and the configured ones. Programs send no
   * origin. CORS does not cover an upgrade (docs/security.md).
   */
  record AllowedOrigins(Set<String> allowed) {

    AllowedOrigins {
      allowed =
          allowed.stream()
              .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
              .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns true if the origin is allowed.
     *
     * @param origin the header, or null if it was not sent
     * @param host the host header, with its port
     */
    boolean allow(@Nullable String origin, @Nullable String host) {
      if (origin == null) {
        return true;
      }
      String asked = origin.toLowerCase(Locale.ROOT);
      return allowed.contains(asked)
          || (host != null && isOf(host.toLowerCase(Locale.ROOT), asked));
    }

    /**
     * Returns true if the origin is this host; the scheme is ignored, because a proxy may terminate
     * TLS.
     */
    private static boolean isOf(String host, String origin) {
      try {
        URI page = URI.create(origin);
        return ("http".equals(page.getScheme()) || "https".equals(page.getScheme()))
            && origin.equals(page.getScheme() + "://" + page.getAuthority())
            && host.equals(page.getAuthority());
      } catch (IllegalArgumentException notAnOrigin) {
        return false;
      }
    }
  }

  /**
   * Stops the second failure of an upgrade with an invalid token. Its response was sent already,
   * and the failure would be logged as an error of this service.
   */
  @Singleton
  static final class RefusedUpgrades {

    private static final int BEFORE_ALL_OTHERS = -10_000;

    void register(@Observes Router router) {
      router.route("/ws/*").order(BEFORE_ALL_OTHERS).failureHandler(RefusedUpgrades::failed);
    }

    private static void failed(RoutingContext request) {
      if (!request.response().ended()) {
        request.next();
      }
    }
  }
}
