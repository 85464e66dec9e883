package io.sluice.diagnostics.live;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The latest look at what stands. */
@Singleton
class StandingLook {

  private volatile @Nullable Standing latest;

  /** Null as long as it is not known. */
  @Nullable Standing latest() {
    return latest;
  }
}
