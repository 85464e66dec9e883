package io.sluice.admin.queue.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.queue.DoneMarkers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Removes done markers a minute after the recorder has confirmed them. The minute covers an
 * instance that has read a row before its end and enqueues it now.
 */
@Singleton
final class MarkerTrimmer {

  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int PAGE = 1_000;
  private static final int MAX_PAGES = 20;

  private final DoneMarkers markers;
  private final AtomicLong count = new AtomicLong();

  MarkerTrimmer(DoneMarkers markers, MeterRegistry meters) {
    this.markers = markers;
    meters.gauge("sluice.queue.done.markers", count);
  }

  /** Removes at most 20 000. */
  void trim() {
    long removed = PAGE;
    for (int page = 0; page < MAX_PAGES && removed == PAGE; page++) {
      removed = markers.trim(KEPT, PAGE);
    }
    count.set(markers.count());
  }
}
