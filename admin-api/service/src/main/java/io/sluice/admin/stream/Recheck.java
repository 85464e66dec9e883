package io.sluice.admin.stream;

import io.sluice.admin.clock.MonotonicClock;
import io.sluice.admin.loop.Loop;
import io.sluice.admin.security.StandingTokens;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Closes connections whose token was revoked or whose rights have changed. An expired connection is
 * closed by Quarkus. Has its own thread, which waits for the database or the provider.
 */
@Singleton
final class Recheck {

  private static final Duration MAX_INTERVAL = Duration.ofSeconds(1);
  private static final int POLICY = 1008;

  private final Clients clients;
  private final StandingTokens tokens;
  private final MonotonicClock clock;
  private final Duration interval;
  private final Loop loop = new Loop("live recheck", this::turn);

  Recheck(Clients clients, StandingTokens tokens, MonotonicClock clock, StreamConfig config) {
    this.clients = clients;
    this.tokens = tokens;
    this.clock = clock;
    this.interval = config.recheck();
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
      if (client.checkDue(interval, now) && !isValid(client.visitor())) {
        clients.remove(each.getKey());
        client.close(POLICY, "The token was revoked, or its rights have changed. Sign in again.");
      }
    }
    return interval.compareTo(MAX_INTERVAL) < 0 ? interval : MAX_INTERVAL;
  }

  /**
   * Returns true if the token is valid. An exception, for instance without the database, leaves the
   * connection open.
   */
  private boolean isValid(Visitor visitor) {
    return tokens.isValid(visitor.token(), visitor.who());
  }
}
