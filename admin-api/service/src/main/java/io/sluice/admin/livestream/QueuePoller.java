package io.sluice.admin.livestream;

import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.worker.QueueStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Polls the queue from PostgreSQL for the live state while clients are connected. It uses at most a
 * twentieth of one connection, whatever the length of the queue. Has its own thread.
 */
@Singleton
final class QueuePoller {

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration UNWATCHED = Duration.ofMillis(250);
  private static final int SHARE = 20;

  private final QueueStore queue;
  private final ConnectionRegistry clients;
  private final LiveState liveState;
  private final MonotonicClock clock;
  private final Loop loop = new Loop("live queue look", this::turn);

  QueuePoller(
      QueueStore queue, ConnectionRegistry clients, LiveState liveState, MonotonicClock clock) {
    this.queue = queue;
    this.clients = clients;
    this.liveState = liveState;
    this.clock = clock;
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    if (clients.count() == 0) {
      liveState.forgetQueue();
      return UNWATCHED;
    }
    Instant began = clock.instant();
    liveState.queue(queue.head(liveState.anyWorker()));
    Duration rest = Duration.between(began, clock.instant()).multipliedBy(SHARE);
    return rest.compareTo(INTERVAL) > 0 ? rest : INTERVAL;
  }
}
