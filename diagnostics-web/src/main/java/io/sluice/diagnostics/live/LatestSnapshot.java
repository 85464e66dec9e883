package io.sluice.diagnostics.live;

import io.sluice.api.LiveFrame;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Holds the current snapshot. Only the feed's thread writes; readers always see a whole snapshot.
 */
@Singleton
class LatestSnapshot {

  private final InstantSource clock;
  private volatile FleetSnapshot snapshot;

  LatestSnapshot(InstantSource clock) {
    this.clock = clock;
    this.snapshot = FleetSnapshot.blank(clock.instant());
  }

  FleetSnapshot snapshot() {
    return snapshot;
  }

  /** Applies a frame; false, without effect, if a frame before it is missing. */
  boolean take(LiveFrame frame) {
    var now = clock.instant();
    var next =
        switch (frame) {
          case LiveFrame.Snapshot whole -> snapshot.took(whole, now);
          case LiveFrame.Delta delta -> snapshot.took(delta, now);
        };
    if (next != null) {
      snapshot = next;
    }
    return next != null;
  }

  void lost(String why, Duration pause) {
    var now = clock.instant();
    snapshot = snapshot.lost(why, now, now.plus(pause));
  }
}
