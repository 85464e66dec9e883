package io.sluice.orchestrator.intake;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.orchestrator.bundle.BundleSource;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.evidence.Crashes;
import io.sluice.orchestrator.evidence.OutsideLook;
import io.sluice.orchestrator.evidence.Unheard;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.launch.NoProcess;
import io.sluice.queue.Attempt;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Outcomes of a worker whose queue is in memory. */
public final class RecordedOutcomes {
  private final FakeQueue queue = new FakeQueue();
  private final Completer completer = TestOutcomes.completer(queue);
  private final LogForwarder logs = new LogForwarder(queue, InstantSource.system());
  private final Outcomes outcomes;

  public RecordedOutcomes(FleetPolicy policy, Dispatcher dispatcher) {
    outcomes =
        new Outcomes(
            policy,
            dispatcher,
            completer,
            logs,
            _ -> {},
            new Unheard(
                new OutsideLook(
                    (_, _) -> CompletableFuture.completedFuture(List.of()), InstantSource.system()),
                _ -> Optional.of(new NoProcess())),
            new Crashes(_ -> Optional.empty(), InstantSource.system()),
            "w",
            InstantSource.system(),
            new SharedStateReport(new SimpleMeterRegistry()));
  }

  public Outcomes outcomes() {
    return outcomes;
  }

  /** Returns the outcomes that wait to be sent or were sent. */
  public List<Attempt> completions() {
    return completer.untaken();
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
