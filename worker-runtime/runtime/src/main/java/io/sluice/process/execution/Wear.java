package io.sluice.process.execution;

import io.sluice.process.bundle.BundleCache;
import io.sluice.process.stats.ProcessUsage;

/**
 * Detects a degraded process, which should be handed over although no execution has failed yet:
 * leaked class loaders, a metaspace that is nearly full, open files near their limit, threads left
 * behind. All but the last are checked with each Ping. Owned by the loop thread.
 */
final class Wear {
  private static final int MOST_LEAKED = 2;
  private static final double FULLEST_METASPACE = 0.8;

  private final BundleCache bundles;
  private final ProcessUsage usage;
  private final LeftThreads leftThreads;
  private boolean found;

  Wear(BundleCache bundles, ProcessUsage usage, LeftThreads leftThreads) {
    this.bundles = bundles;
    this.usage = usage;
    this.leftThreads = leftThreads;
  }

  void look() {
    found =
        bundles.leakedLoaders() > MOST_LEAKED
            || usage.metaspaceShare() > FULLEST_METASPACE
            || OpenFiles.isNearLimit(usage.openFiles(), usage.maxOpenFiles());
  }

  boolean isTooMuch() {
    return found || leftThreads.areTooMany();
  }
}
