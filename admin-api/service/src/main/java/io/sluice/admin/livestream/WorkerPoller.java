package io.sluice.admin.livestream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.identity.ExecutionOrganizations;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
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
final class WorkerPoller {

  private static final Logger LOG = Logger.getLogger(WorkerPoller.class);
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration FULL_INTERVAL = Duration.ofSeconds(2);
  private static final Duration EXPIRY_MARGIN = Duration.ofMillis(10);

  private final LiveSubscription subscription;
  private final WorkerDirectory workers;
  private final SharedTotals totals;
  private final LiveState liveState;
  private final ConnectionRegistry clients;
  private final KnownOrganizations knownOrganizations;
  private final ExecutionOrganizations organizations;
  private final InstantSource clock;
  private final MonotonicClock monotonic;
  private final ObjectMapper json;
  private final ObjectReader events;
  private final Loop loop = new Loop("live look", this::turn);
  private final Set<String> heardOf = new LinkedHashSet<>();
  private boolean counted;
  private Instant nextFullPoll = Instant.MIN;

  WorkerPoller(
      LiveSubscription subscription,
      WorkerDirectory workers,
      SharedTotals totals,
      LiveState liveState,
      ConnectionRegistry clients,
      KnownOrganizations knownOrganizations,
      ExecutionOrganizations organizations,
      InstantSource clock,
      MonotonicClock monotonic,
      ObjectMapper json) {
    this.subscription = subscription;
    this.workers = workers;
    this.totals = totals;
    this.liveState = liveState;
    this.clients = clients;
    this.knownOrganizations = knownOrganizations;
    this.organizations = organizations;
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
    subscription.take().forEach(this::hear);
    Instant now = monotonic.instant();
    List<StreamClient> limited = clients.limited();
    if (subscription.missedSome() || !now.isBefore(nextFullPoll)) {
      pollAll(now, limited);
    } else if (!heardOf.isEmpty()) {
      Map<String, WorkerView> found = workers.of(heardOf);
      if (knownOrganizations.complete()) {
        learn(() -> knownOrganizations.some(found.values(), organizations::of));
      }
      liveState.polled(heardOf, found, clock.instant());
    }
    if (counted) {
      liveState.totals(totals.read());
    }
    heardOf.clear();
    counted = false;
    return INTERVAL;
  }

  /** Polls all workers. The next full poll is at the latest when a registration expires. */
  private void pollAll(Instant now, List<StreamClient> limited) {
    WorkerDirectory.Registered registered = workers.registered();
    if (limited.isEmpty()) {
      knownOrganizations.forget();
    } else {
      boolean before = knownOrganizations.complete();
      learn(() -> knownOrganizations.all(registered.workers().values(), organizations::of));
      if (!before && knownOrganizations.complete()) {
        // Their last snapshot showed every execution as foreign.
        limited.forEach(StreamClient::asked);
      }
    }
    liveState.registered(registered.workers(), clock.instant());
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
      knownOrganizations.forget();
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
      liveState.add(
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
    liveState.add(event);
  }
}
