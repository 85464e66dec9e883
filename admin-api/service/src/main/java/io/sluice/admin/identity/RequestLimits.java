package io.sluice.admin.identity;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.sluice.admin.http.ApiPath;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/**
 * Refuses API requests of a caller who exceeds the limits (docs/security.md). It runs after
 * authentication and before authorization, so that refused requests count too. Runs on the event
 * loop.
 */
@Singleton
final class RequestLimits implements SecurityIdentityAugmentor {

  private static final String API = "/api/";
  private static final String MCP = "/mcp";
  private static final String BUNDLES = "/api/bundles";

  private final SecurityConfig config;
  private final RateLimit requests;
  private final RateLimit uploads;

  RequestLimits(SecurityConfig config, MonotonicClock clock) {
    this.config = config;
    this.requests =
        new RateLimit(config.requestsPerSecond(), Duration.ofSeconds(1), clock::instant);
    this.uploads = new RateLimit(config.uploadsPerMinute(), Duration.ofMinutes(1), clock::instant);
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    return Uni.createFrom().item(identity);
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity,
      AuthenticationRequestContext context,
      Map<String, Object> attributes) {
    RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(attributes);
    if (identity.isAnonymous() || routing == null || !isLimited(routing)) {
      return Uni.createFrom().item(identity);
    }
    String caller = identity.getPrincipal().getName();
    Duration wait = requests.take(caller);
    if (wait.isPositive()) {
      return refused(config.requestsPerSecond() + " requests a second", wait);
    }
    if (isUpload(routing)) {
      wait = uploads.take(caller);
      if (wait.isPositive()) {
        return refused(config.uploadsPerMinute() + " uploads a minute", wait);
      }
    }
    return Uni.createFrom().item(identity);
  }

  private static boolean isLimited(RoutingContext routing) {
    return routing.normalizedPath().startsWith(API) || ApiPath.of(routing).equals(MCP);
  }

  private static boolean isUpload(RoutingContext routing) {
    return routing.request().method().equals(HttpMethod.POST)
        && ApiPath.of(routing).equals(BUNDLES);
  }

  private static Uni<SecurityIdentity> refused(String allowed, Duration wait) {
    return Uni.createFrom()
        .failure(
            new ProblemException(
                ProblemType.TOO_MANY.problem(
                    "The limit is " + allowed + ". Retry-After says when to try again."),
                wait));
  }
}
