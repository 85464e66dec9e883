package io.sluice.admin.livestream;

import io.sluice.admin.identity.TokenRevalidator;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.livestream.StreamClient.Subscriber;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Closes connections whose token was revoked or whose rights have changed. An expired connection is
 * closed by Quarkus. Has its own thread, which waits for the database or the provider.
 */
@Singleton
final class ClientRevalidator {

  private static final Duration MAX_INTERVAL = Duration.ofSeconds(1);
  private static final int POLICY = 1008;

  private final ConnectionRegistry clients;
  private final TokenRevalidator tokens;
  private final MonotonicClock clock;
  private final Duration interval;
  private final Loop loop = new Loop("live recheck", this::turn);

  ClientRevalidator(
      ConnectionRegistry clients,
      TokenRevalidator tokens,
      MonotonicClock clock,
      StreamConfig config) {
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
    for (Map.Entry<String, StreamClient> each : clients.all().entrySet()) {
      StreamClient client = each.getValue();
      if (client.checkDue(interval, now) && !isValid(client.subscriber())) {
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
  private boolean isValid(Subscriber subscriber) {
    return tokens.isValid(subscriber.token(), subscriber.who());
  }
}
