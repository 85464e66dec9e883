package io.sluice.diagnostics.live;

import io.sluice.api.LiveEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Notable events of the last hour: ended workers and processes, and workflows blocked by the
 * breaker. Oldest first, at most 500. Immutable.
 */
public record RecentEvents(List<LiveEvent> events) {

  static final RecentEvents NONE = new RecentEvents(List.of());
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int MAX_ITEMS = 500;

  RecentEvents applied(List<LiveEvent> news, Instant now) {
    var next = new ArrayList<>(events);
    for (var event : news) {
      if (event instanceof LiveEvent.WorkflowUnblacklisted free) {
        next.removeIf(each -> isTripOf(each, free.workflowId()));
      } else if (at(event).isAfter(now.minus(KEPT)) && !next.contains(event)) {
        next.add(event);
      }
    }
    next.removeIf(event -> at(event).plus(KEPT).isBefore(now));
    int tooMany = Math.max(0, next.size() - MAX_ITEMS);
    return new RecentEvents(List.copyOf(next.subList(tooMany, next.size())));
  }

  public long workers() {
    return events.stream().filter(LiveEvent.WorkerOffline.class::isInstance).count();
  }

  /** The number of ended processes of a worker. */
  public long processesOf(String worker) {
    return events.stream()
        .filter(LiveEvent.ProcessStateChanged.class::isInstance)
        .filter(e -> ((LiveEvent.ProcessStateChanged) e).workerId().equals(worker))
        .count();
  }

  /** Workflows that the breaker blocked and that have not been released since. */
  public List<LiveEvent.WorkflowBlacklisted> trips() {
    return events.stream()
        .filter(LiveEvent.WorkflowBlacklisted.class::isInstance)
        .map(LiveEvent.WorkflowBlacklisted.class::cast)
        .toList();
  }

  private static boolean isTripOf(LiveEvent event, String workflow) {
    return event instanceof LiveEvent.WorkflowBlacklisted trip
        && trip.workflowId().equals(workflow);
  }

  /** The time of an event; the distant past for kinds that are not kept. */
  private static Instant at(LiveEvent event) {
    return switch (event) {
      case LiveEvent.WorkerOffline offline -> offline.at();
      case LiveEvent.ProcessStateChanged change when change.to().equals("gone") -> change.at();
      case LiveEvent.WorkflowBlacklisted trip when trip.automatic() -> trip.at();
      case LiveEvent.WorkerOnline _,
          LiveEvent.ProcessStateChanged _,
          LiveEvent.ExecutionChanged _,
          LiveEvent.ExecutionStuck _,
          LiveEvent.WorkflowBlacklisted _,
          LiveEvent.WorkflowUnblacklisted _,
          LiveEvent.Notified _ ->
          Instant.EPOCH;
    };
  }
}
