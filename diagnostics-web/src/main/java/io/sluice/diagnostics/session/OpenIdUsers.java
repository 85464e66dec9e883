package io.sluice.diagnostics.session;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.sluice.api.UserApi.Me;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.api.CallerTokenFilter;
import io.sluice.diagnostics.api.SignInClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Asks admin-api, which maps groups to roles, for the role of a person who signed in at the OpenID
 * provider, and caches it for a moment. Runs on a worker thread.
 */
@Singleton
class OpenIdUsers implements SecurityIdentityAugmentor {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MAX_REMEMBERED = 10_000;

  private final SignInClient api;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Me me, Instant until) {}

  OpenIdUsers(@RestClient SignInClient api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    AccessTokenCredential token = identity.getCredential(AccessTokenCredential.class);
    return token == null
        ? Uni.createFrom().item(identity)
        : context.runBlocking(() -> named(identity, token.getToken()));
  }

  private SecurityIdentity named(SecurityIdentity identity, String token) {
    return QuarkusSecurityIdentity.builder(identity)
        .addAttribute(Person.ME, me(token, identity.getPrincipal().getName()))
        .build();
  }

  private Me me(String token, String name) {
    Instant now = clock.instant();
    Known before = known.get(token);
    if (before != null && now.isBefore(before.until())) {
      return before.me();
    }
    try {
      Me me = api.me(CallerTokenFilter.bearer(token));
      if (known.size() >= MAX_REMEMBERED) {
        known.clear();
      }
      known.put(token, new Known(me, now.plus(REMEMBERED)));
      return me;
    } catch (ApiProblem | ProcessingException unknown) {
      // No role, or no answer: the page that is asked for says which.
      return new Me(name, "", List.of(), false, false);
    }
  }
}
