package io.sluice.process.execution;

import io.sluice.process.bundle.BundleAddress;
import io.sluice.process.bundle.BundleCache;
import io.sluice.process.bundle.LoadedWorkflow;
import io.sluice.process.bundle.Refusal;
import io.sluice.process.lifecycle.ProcessClock;
import io.sluice.process.output.GroupParents;
import io.sluice.protocol.Attempt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Runs no-op executions: through every slot before Ready, and through every idle slot each 30 s,
 * because a heartbeat from another thread would continue while the slots are blocked. They take no
 * slot from real work.
 */
final class SlotProbes {
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final GroupParents parents;
  private final ProcessClock clock;
  private final LoopMailbox mailbox;
  private final LoadedWorkflow noOp;
  private final Set<RunningExecution> running = new HashSet<>();
  private Instant nextDue = Instant.MAX;

  SlotProbes(GroupParents parents, ProcessClock clock, LoopMailbox mailbox) {
    this.parents = parents;
    this.clock = clock;
    this.mailbox = mailbox;
    this.noOp = noOp();
  }

  private static LoadedWorkflow noOp() {
    try {
      return BundleCache.builtIn(NoOp.class);
    } catch (Refusal e) {
      throw new IllegalStateException("our own no-op is a workflow", e);
    }
  }

  Instant nextDue() {
    return nextDue;
  }

  int running() {
    return running.size();
  }

  void start(int idleSlots) {
    var now = clock.instant();
    nextDue = now.plus(INTERVAL);
    for (int slot = 1; slot <= idleSlots; slot++) {
      var probe =
          new RunningExecution(request(slot, now), parents.next(), clock, mailbox, () -> noOp);
      running.add(probe);
      probe.start();
    }
  }

  /** Removes an ended execution; returns true if it was a no-op. */
  boolean remove(RunningExecution ended) {
    return running.remove(ended);
  }

  private static ExecutionRequest request(int slot, Instant now) {
    return new ExecutionRequest(
        Attempt.newBuilder().setExecutionId("no-op-" + slot).build(),
        "no-op",
        1,
        new ExecutionRequest.Code(new BundleAddress(Path.of("runtime"), ""), NoOp.class.getName()),
        "{\"slot\":" + slot + "}",
        now,
        Optional.empty());
  }
}
