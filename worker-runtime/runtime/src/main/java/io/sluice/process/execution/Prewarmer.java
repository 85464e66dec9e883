package io.sluice.process.execution;

import io.sluice.process.bundle.BundleAddress;
import io.sluice.process.bundle.BundleCache;
import io.sluice.process.bundle.Refusal;
import io.sluice.process.diagnosis.DossierTarget;
import io.sluice.process.diagnosis.Evidence;
import io.sluice.process.diagnosis.StackSampler;
import io.sluice.process.jvmstate.SharedStateReader;
import io.sluice.process.jvmstate.SharedStates;
import io.sluice.process.lifecycle.RuntimeThread;
import io.sluice.process.output.ProcessLog;
import io.sluice.protocol.Prewarm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Loads bundles before they are needed, on a thread of its own, and reports to the loop. */
final class Prewarmer {
  private final BundleCache bundles;
  private final LoopMailbox mailbox;
  private final StackSampler sampler;
  private final SharedStateReader sharedState;

  Prewarmer(
      BundleCache bundles,
      LoopMailbox mailbox,
      StackSampler sampler,
      SharedStateReader sharedState) {
    this.bundles = bundles;
    this.mailbox = mailbox;
    this.sampler = sampler;
    this.sharedState = sharedState;
  }

  void start(Prewarm prewarm) {
    RuntimeThread.start("prewarm", () -> load(prewarm));
  }

  private void load(Prewarm prewarm) {
    SharedStates states = null;
    try {
      states = sharedState.states();
      rehearseDossier();
      noteWhatIsNotKept(prewarm.getBundlesCount());
      for (var bundle : prewarm.getBundlesList().stream().limit(BundleCache.MAX).toList()) {
        loadOne(new BundleAddress(Path.of(bundle.getPath()), bundle.getSha256()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      mailbox.post(new LoopEvent.Prewarmed(states));
    }
  }

  private static void noteWhatIsNotKept(int bundles) {
    if (bundles > BundleCache.MAX) {
      ProcessLog.add(
          "Not prewarmed: "
              + (bundles - BundleCache.MAX)
              + " of "
              + bundles
              + " bundles; a process keeps "
              + BundleCache.MAX
              + ".");
    }
  }

  /**
   * Builds a dossier once, so that its classes are loaded and the first stuck execution is not
   * reported late.
   */
  private void rehearseDossier() {
    var self = Thread.currentThread();
    var evidence = new Evidence(self);
    evidence.tried("rehearsal", Duration.ZERO);
    evidence.sample(sampler);
    evidence.conclude(
        sampler,
        new DossierTarget("rehearsal", "rehearsal", "rehearsal", false, List.of(), List.of()),
        List.of(self));
  }

  /** Loads one bundle. A bad one fails its own executions later, with the same sentence. */
  private void loadOne(BundleAddress address) throws InterruptedException {
    try {
      bundles.prewarm(address);
    } catch (Refusal e) {
      ProcessLog.add("Not prewarmed: " + e.getMessage());
    }
  }
}
