package io.sluice.admin.stream;

import io.sluice.admin.clock.MonotonicClock;
import io.sluice.admin.loop.Loop;
import io.sluice.admin.security.StandingTokens;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Closes connections whose token was withdrawn or whose rights have changed; an expiry closes its
 * connection by itself. A thread of its own, which waits for the database or for the provider.
 */
@Singleton
final class Recheck {

  private static final Duration TURN = Duration.ofSeconds(1);
  private static final int POLICY = 1008;

  private final Clients clients;
  private final StandingTokens tokens;
  private final MonotonicClock clock;
  private final Duration every;
  private final Loop loop = new Loop("live recheck", this::turn);

  Recheck(Clients clients, StandingTokens tokens, MonotonicClock clock, StreamConfig config) {
    this.clients = clients;
    this.tokens = tokens;
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
      if (client.checkDue(every, now) && !stands(client.visitor())) {
        clients.remove(each.getKey());
        client.close(POLICY, "The token was withdrawn, or its rights changed. Sign in again.");
      }
    }
    return every.compareTo(TURN) < 0 ? every : TURN;
  }

  /** When nobody can say, for instance without the database, the connection stays. */
  private boolean stands(Visitor visitor) {
    return tokens.stands(visitor.token(), visitor.who());
  }
}
