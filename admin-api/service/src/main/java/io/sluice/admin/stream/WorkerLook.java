package io.sluice.admin.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.sluice.admin.clock.MonotonicClock;
import io.sluice.admin.loop.Loop;
import io.sluice.admin.worker.WorkerDirectory;
import io.sluice.api.LiveEvent;
import io.sluice.queue.Json;
import io.sluice.registration.WorkerNews;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the board's workers and totals as Redis has them: looks at once at what the channel speaks
 * of, and at everything every two seconds, because what the channel says may be lost. Never looks
 * more often than five times a second. A thread of its own.
 */
@Singleton
final class WorkerLook {

  private static final Logger LOG = Logger.getLogger(WorkerLook.class);
  private static final Duration TURN = Duration.ofMillis(200);
  private static final Duration AT_EVERYTHING = Duration.ofSeconds(2);
  private static final Duration AFTER_END = Duration.ofMillis(10);

  private final Inbox inbox;
  private final WorkerDirectory workers;
  private final Totals totals;
  private final Board board;
  private final InstantSource clock;
  private final MonotonicClock monotonic;
  private final ObjectMapper json;
  private final ObjectReader events;
  private final Loop loop = new Loop("live look", this::turn);
  private final Set<String> heardOf = new LinkedHashSet<>();
  private boolean counted;
  private Instant nextAtEverything = Instant.MIN;

  WorkerLook(
      Inbox inbox,
      WorkerDirectory workers,
      Totals totals,
      Board board,
      InstantSource clock,
      MonotonicClock monotonic,
      ObjectMapper json) {
    this.inbox = inbox;
    this.workers = workers;
    this.totals = totals;
    this.board = board;
    this.clock = clock;
    this.monotonic = monotonic;
    this.json = json;
    this.events =
        json.readerFor(LiveEvent.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    inbox.take().forEach(this::hear);
    Instant now = monotonic.instant();
    if (inbox.missedSome() || !now.isBefore(nextAtEverything)) {
      lookAtEverything(now);
    } else if (!heardOf.isEmpty()) {
      board.looked(heardOf, workers.of(heardOf), clock.instant());
    }
    if (counted) {
      board.totals(totals.read());
    }
    heardOf.clear();
    counted = false;
    return TURN;
  }

  /** The next time is at the latest when somebody's registration ends. */
  private void lookAtEverything(Instant now) {
    WorkerDirectory.Registered registered = workers.registered();
    board.registered(registered.workers(), clock.instant());
    counted = true;
    Duration untilEnd = registered.nextEnds().plus(AFTER_END);
    nextAtEverything = now.plus(untilEnd.compareTo(AT_EVERYTHING) < 0 ? untilEnd : AT_EVERYTHING);
  }

  private void hear(String message) {
    try {
      switch (json.readTree(message).path("type").asText()) {
        case WorkerNews.HEARD, WorkerNews.PROCESS_STATE_CHANGED -> hear(news(message));
        default -> {
          @Nullable LiveEvent event = events.readValue(message);
          if (event != null) {
            hear(event);
          }
        }
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      LOG.debugf("A message of the live channel is not readable: %s", e.getMessage());
    }
  }

  private static WorkerNews news(String message) {
    return Json.read(message, WorkerNews.class);
  }

  private void hear(WorkerNews news) {
    heardOf.add(news.workerId());
    if (news instanceof WorkerNews.ProcessStateChanged change) {
      board.tell(
          new LiveEvent.ProcessStateChanged(
              change.workerId(),
              change.pid(),
              change.generation(),
              change.from(),
              change.to(),
              change.reason(),
              clock.instant()));
    }
  }

  private void hear(LiveEvent event) {
    counted |= event instanceof LiveEvent.ExecutionChanged;
    board.tell(event);
  }
}
