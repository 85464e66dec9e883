package io.sluice.admin.queue.reconcile;

import io.sluice.admin.http.Uuids;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.queue.DoneMarkers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Confirms done markers whose event was recorded by an older version, or was lost: nothing waits or
 * runs in PostgreSQL at their epoch. A page at each turn and a walk at most every ten minutes;
 * called by the reconciler's thread only.
 */
@Singleton
final class MarkerSweep {

  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final int PAGE = 1_000;

  private final DoneMarkers markers;
  private final PublishedStore store;
  private final MonotonicClock clock;
  private Instant next = Instant.MIN;
  private long from;

  MarkerSweep(DoneMarkers markers, PublishedStore store, MonotonicClock clock) {
    this.markers = markers;
    this.store = store;
    this.clock = clock;
  }

  void confirm() {
    Instant now = clock.instant();
    if (from == 0 && now.isBefore(next)) {
      return;
    }
    if (from == 0) {
      next = now.plus(INTERVAL);
    }
    Map<String, Long> page = markers.page(from, PAGE);
    from = page.size() < PAGE ? 0 : from + page.size();
    markers.confirm(settled(page));
  }

  private Map<String, Long> settled(Map<String, Long> page) {
    var epochs = new HashMap<UUID, Long>();
    page.forEach((id, epoch) -> Uuids.parse(id).ifPresent(each -> epochs.put(each, epoch)));
    Set<UUID> open = store.open(epochs);
    var settled = new HashMap<>(page);
    settled.keySet().removeAll(new HashSet<>(open.stream().map(UUID::toString).toList()));
    return settled;
  }
}
