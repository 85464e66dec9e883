package io.sluice.orchestrator.results;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.sluice.orchestrator.claim.BundleStore.BundleSource;
import io.sluice.orchestrator.claim.FakeQueue;
import io.sluice.orchestrator.diagnosis.Crashes;
import io.sluice.orchestrator.diagnosis.ExternalSnapshotTaker;
import io.sluice.orchestrator.diagnosis.UnresponsiveCheck;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.process.NoProcess;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.queue.Attempt;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Outcomes of a worker whose queue is in memory. */
public final class RecordedOutcomes {
  private final FakeQueue queue = new FakeQueue();
  private final ResultSender sender = TestOutcomes.sender(queue);
  private final LogForwarder logs = new LogForwarder(queue::log, InstantSource.system());
  private final OutcomeReporter outcomes;

  public RecordedOutcomes(FleetPolicy policy, SlotScheduler scheduler) {
    outcomes =
        new OutcomeReporter(
            policy,
            scheduler,
            sender,
            logs,
            _ -> {},
            new UnresponsiveCheck(
                new ExternalSnapshotTaker(
                    (_, _) -> CompletableFuture.completedFuture(List.of()), InstantSource.system()),
                _ -> Optional.of(new NoProcess())),
            new Crashes(_ -> Optional.empty(), InstantSource.system()),
            "w",
            InstantSource.system(),
            new SharedStateReport(new SimpleMeterRegistry()),
            new AttemptTracer(OpenTelemetry.noop(), InstantSource.system()));
  }

  public OutcomeReporter outcomes() {
    return outcomes;
  }

  /** Returns the outcomes that wait to be sent or were sent. */
  public List<Attempt> completions() {
    return sender.untaken();
  }

  public List<String> logLines() {
    return queue.logged;
  }

  public BundleSource noBundles() {
    return new BundleSource() {
      @Override
      public void ask(String sha256) {}

      @Override
      public byte[] piece(String sha256, int number) {
        return new byte[0];
      }
    };
  }
}
