package io.sluice.admin.stream;

import io.sluice.admin.clock.MonotonicClock;
import io.sluice.admin.loop.Loop;
import io.sluice.admin.worker.QueueRows;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Polls the queue from PostgreSQL for the live state while clients are connected. It uses at most a
 * twentieth of one connection, whatever the length of the queue. Has its own thread.
 */
@Singleton
final class QueueLook {

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration UNWATCHED = Duration.ofMillis(250);
  private static final int SHARE = 20;

  private final QueueRows queue;
  private final Clients clients;
  private final Board board;
  private final MonotonicClock clock;
  private final Loop loop = new Loop("live queue look", this::turn);

  QueueLook(QueueRows queue, Clients clients, Board board, MonotonicClock clock) {
    this.queue = queue;
    this.clients = clients;
    this.board = board;
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
      board.forgetQueue();
      return UNWATCHED;
    }
    Instant began = clock.instant();
    board.queue(queue.head(board.anyWorker()));
    Duration rest = Duration.between(began, clock.instant()).multipliedBy(SHARE);
    return rest.compareTo(INTERVAL) > 0 ? rest : INTERVAL;
  }
}
