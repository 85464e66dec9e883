package io.sluice.process.execution;

import io.sluice.process.bundle.BundleAddress;
import io.sluice.process.bundle.BundleCache;
import io.sluice.process.bundle.Refusal;
import io.sluice.protocol.Prewarm;
import java.nio.file.Path;

/** Loads bundles before they are needed, on a thread of its own, and tells the loop. */
final class Prewarmer {
  private final BundleCache bundles;
  private final Mailbox mailbox;

  Prewarmer(BundleCache bundles, Mailbox mailbox) {
    this.bundles = bundles;
    this.mailbox = mailbox;
  }

  void start(Prewarm prewarm) {
    var thread = new Thread(() -> load(prewarm), "prewarm");
    thread.setDaemon(true);
    thread.start();
  }

  private void load(Prewarm prewarm) {
    try {
      for (var bundle : prewarm.getBundlesList()) {
        loadOne(new BundleAddress(Path.of(bundle.getPath()), bundle.getSha256()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      mailbox.post(new LoopEvent.Prewarmed());
    }
  }

  /** One bad bundle fails its own executions later, with the same sentence. */
  private void loadOne(BundleAddress address) throws InterruptedException {
    try {
      bundles.prewarm(address);
    } catch (Refusal e) {
      System.err.println("Not prewarmed: " + e.getMessage());
    }
  }
}
