package io.sluice.admin.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.sluice.admin.clock.MonotonicClock;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.loop.Loop;
import io.sluice.admin.organization.Owners;
import io.sluice.admin.worker.WorkerDirectory;
import io.sluice.api.LiveEvent;
import io.sluice.api.WorkerView;
import io.sluice.queue.Json;
import io.sluice.registration.WorkerNews;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Polls workers and totals from Redis for the live state: workers that the live channel names at
 * once, and all of them every two seconds, because messages may be lost. Polls at most five times a
 * second. Has its own thread.
 */
@Singleton
final class WorkerLook {

  private static final Logger LOG = Logger.getLogger(WorkerLook.class);
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration FULL_INTERVAL = Duration.ofSeconds(2);
  private static final Duration EXPIRY_MARGIN = Duration.ofMillis(10);

  private final Inbox inbox;
  private final WorkerDirectory workers;
  private final Totals totals;
  private final Board board;
  private final Clients clients;
  private final KnownOwners known;
  private final Owners owners;
  private final InstantSource clock;
  private final MonotonicClock monotonic;
  private final ObjectMapper json;
  private final ObjectReader events;
  private final Loop loop = new Loop("live look", this::turn);
  private final Set<String> heardOf = new LinkedHashSet<>();
  private boolean counted;
  private Instant nextFullPoll = Instant.MIN;

  WorkerLook(
      Inbox inbox,
      WorkerDirectory workers,
      Totals totals,
      Board board,
      Clients clients,
      KnownOwners known,
      Owners owners,
      InstantSource clock,
      MonotonicClock monotonic,
      ObjectMapper json) {
    this.inbox = inbox;
    this.workers = workers;
    this.totals = totals;
    this.board = board;
    this.clients = clients;
    this.known = known;
    this.owners = owners;
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
    List<Client> limited = clients.limited();
    if (inbox.missedSome() || !now.isBefore(nextFullPoll)) {
      pollAll(now, limited);
    } else if (!heardOf.isEmpty()) {
      Map<String, WorkerView> found = workers.of(heardOf);
      if (known.complete()) {
        learn(() -> known.some(found.values(), owners::of));
      }
      board.polled(heardOf, found, clock.instant());
    }
    if (counted) {
      board.totals(totals.read());
    }
    heardOf.clear();
    counted = false;
    return INTERVAL;
  }

  /** Polls all workers. The next full poll is at the latest when a registration expires. */
  private void pollAll(Instant now, List<Client> limited) {
    WorkerDirectory.Registered registered = workers.registered();
    if (limited.isEmpty()) {
      known.forget();
    } else {
      boolean before = known.complete();
      learn(() -> known.all(registered.workers().values(), owners::of));
      if (!before && known.complete()) {
        // Their last snapshot showed every execution as foreign.
        limited.forEach(Client::asked);
      }
    }
    board.registered(registered.workers(), clock.instant());
    counted = true;
    Duration untilEnd = registered.nextEnds().plus(EXPIRY_MARGIN);
    nextFullPoll = now.plus(untilEnd.compareTo(FULL_INTERVAL) < 0 ? untilEnd : FULL_INTERVAL);
  }

  /** Reads organizations. Without PostgreSQL the stream goes on and hides unknown executions. */
  private void learn(Runnable lookUp) {
    try {
      lookUp.run();
    } catch (DatabaseUnavailable | DatabaseRefused e) {
      LOG.debugf("Organizations of executions are not known: %s", e.getMessage());
      known.forget();
    }
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
      board.add(
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
    board.add(event);
  }
}
