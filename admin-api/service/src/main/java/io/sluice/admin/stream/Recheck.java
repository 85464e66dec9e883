package io.sluice.admin.stream;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.sluice.admin.clock.MonotonicClock;
import io.sluice.admin.loop.Loop;
import io.sluice.admin.security.Role;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Closes connections whose token was withdrawn or whose person lost the role; an expiry closes its
 * connection by itself. A thread of its own, which waits for the database.
 */
@Singleton
final class Recheck {

  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int POLICY = 1008;

  private final Clients clients;
  private final IdentityProviderManager identities;
  private final MonotonicClock clock;
  private final Duration every;
  private final Loop loop = new Loop("live recheck", this::turn);

  Recheck(
      Clients clients,
      IdentityProviderManager identities,
      MonotonicClock clock,
      StreamConfig config) {
    this.clients = clients;
    this.identities = identities;
    this.clock = clock;
    this.every = config.recheck();
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    Instant now = clock.instant();
    for (Map.Entry<String, Client> each : clients.all().entrySet()) {
      Client client = each.getValue();
      if (client.checkDue(every, now) && !mayWatch(client.visitor())) {
        clients.remove(each.getKey());
        client.close(POLICY, "The token or its role was withdrawn. Sign in again.");
      }
    }
    return every.compareTo(TURN) < 0 ? every : TURN;
  }

  /** When nobody can say, for instance without the database, the connection stays. */
  private boolean mayWatch(Visitor visitor) {
    try {
      SecurityIdentity identity =
          identities
              .authenticate(
                  new TokenAuthenticationRequest(new TokenCredential(visitor.token(), "bearer")))
              .await()
              .atMost(LONGEST);
      return identity.hasRole(Role.VIEWER_NAME);
    } catch (AuthenticationFailedException e) {
      return false;
    }
  }
}
