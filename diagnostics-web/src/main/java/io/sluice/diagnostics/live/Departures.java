package io.sluice.diagnostics.live;

import io.sluice.api.LiveEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Workers and processes that ended in the last hour, oldest first; at most 500. Immutable. */
public record Departures(List<LiveEvent> gone) {

  static final Departures NONE = new Departures(List.of());
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int MOST = 500;

  Departures told(List<LiveEvent> events, Instant now) {
    var next = new ArrayList<>(gone);
    events.stream().filter(Departures::departs).filter(e -> !next.contains(e)).forEach(next::add);
    next.removeIf(event -> at(event).plus(KEPT).isBefore(now));
    int tooMany = Math.max(0, next.size() - MOST);
    return new Departures(List.copyOf(next.subList(tooMany, next.size())));
  }

  public long workers() {
    return gone.stream().filter(LiveEvent.WorkerOffline.class::isInstance).count();
  }

  /** Processes of a worker. */
  public long processesOf(String worker) {
    return gone.stream()
        .filter(LiveEvent.ProcessStateChanged.class::isInstance)
        .filter(e -> ((LiveEvent.ProcessStateChanged) e).workerId().equals(worker))
        .count();
  }

  private static boolean departs(LiveEvent event) {
    return event instanceof LiveEvent.WorkerOffline
        || (event instanceof LiveEvent.ProcessStateChanged change && change.to().equals("gone"));
  }

  private static Instant at(LiveEvent event) {
    return switch (event) {
      case LiveEvent.WorkerOffline offline -> offline.at();
      case LiveEvent.ProcessStateChanged change -> change.at();
      default -> Instant.MAX;
    };
  }
}
