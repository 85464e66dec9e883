package io.sluice.diagnostics.live;

import io.sluice.api.LiveFrame;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** The picture of now. Only the thread of the feed writes; everybody reads a whole picture. */
@Singleton
class LatestSnapshot {

  private final InstantSource clock;
  private volatile FleetSnapshot picture;

  LatestSnapshot(InstantSource clock) {
    this.clock = clock;
    this.picture = FleetSnapshot.blank(clock.instant());
  }

  FleetSnapshot picture() {
    return picture;
  }

  /** False when a frame is missing before this one, which is then not taken. */
  boolean take(LiveFrame frame) {
    var now = clock.instant();
    var next =
        switch (frame) {
          case LiveFrame.Snapshot snapshot -> picture.took(snapshot, now);
          case LiveFrame.Delta delta -> picture.took(delta, now);
        };
    if (next != null) {
      picture = next;
    }
    return next != null;
  }

  void lost(String why, Duration pause) {
    var now = clock.instant();
    picture = picture.lost(why, now, now.plus(pause));
  }
}
