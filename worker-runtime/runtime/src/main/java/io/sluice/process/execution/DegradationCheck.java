package io.sluice.process.execution;

import io.sluice.process.bundle.BundleCache;
import io.sluice.process.lifecycle.ProcessUsage;

/**
 * Detects a degraded process, which should be handed over although no execution has failed yet:
 * leaked class loaders, a metaspace that is nearly full, open files near their limit, threads left
 * behind. All but the last are checked with each Ping. Owned by the loop thread.
 */
final class DegradationCheck {
  private static final int MAX_LEAKED = 2;
  private static final double MAX_METASPACE_SHARE = 0.8;

  private final BundleCache bundles;
  private final ProcessUsage usage;
  private final LeftThreads leftThreads;
  private boolean found;

  DegradationCheck(BundleCache bundles, ProcessUsage usage, LeftThreads leftThreads) {
    this.bundles = bundles;
    this.usage = usage;
    this.leftThreads = leftThreads;
  }

  void check() {
    found =
        bundles.leakedLoaders() > MAX_LEAKED
            || usage.metaspaceShare() > MAX_METASPACE_SHARE
            || OpenFiles.isNearLimit(usage.openFiles(), usage.maxOpenFiles());
  }

  boolean isDegraded() {
    return found || leftThreads.areTooMany();
  }
}
