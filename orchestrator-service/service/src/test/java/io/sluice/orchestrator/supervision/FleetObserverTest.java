package io.sluice.orchestrator.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.orchestrator.fleet.AdminCommand;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetDecision;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetRules;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.supervision.FleetObserver.FleetListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetObserverTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final RecordedChanges changes = new RecordedChanges();
  private final FleetObserver observer =
      new FleetObserver(Set.of(ExecutionModel.THREAD), meters, changes, () -> now);
  private final FleetRules rules = new FleetRules(Policies.thread(4));
  private Fleet fleet = Fleet.empty();

  @Test
  void aHandOverInTheStepThatAskedForItIsCountedOnceUnderItsReason() {
    serve();

    post(
        new FleetEvent.RecycleRequested(
            new Generation(1), new AdminCommand("c", "alice", "it leaks", now)));

    assertThat(handOvers("recycle")).isEqualTo(1);
    assertThat(handOvers("stuck")).isZero();
    assertThat(meters.get("sluice.processes").tag("state", "PENDING_KILL").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void aKillIsNoHandOver() {
    serve();

    post(new FleetEvent.KillRequested(new Generation(1), new AdminCommand("c", "alice", "", now)));

    assertThat(meters.find("sluice.processes.replaced").counters())
        .isNotEmpty()
        .allMatch(c -> c.count() == 0);
  }

  @Test
  void aProcessThatEndsWithItsStuckExecutionIsCountedAsReplaced() {
    var single = new SimpleMeterRegistry();
    var sees = new FleetObserver(Set.of(ExecutionModel.PROCESS), single, changes, () -> now);
    var decides = new FleetRules(Policies.process(1, 1));
    Fleet one = decides.decide(Fleet.empty(), new FleetEvent.TimePassed(), now).fleet();
    one = decides.decide(one, new FleetEvent.Ready(new Generation(1)), now).fleet();
    var event = new FleetEvent.StuckReported(new Generation(1));

    sees.decided(one, event, decides.decide(one, event, now));

    assertThat(
            single
                .get("sluice.processes.replaced")
                .tags("reason", "stuck", "execution_model", "process")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void eachChangeIsReportedOnceWithItsReason() {
    serve();
    changes.changes.clear();

    post(new FleetEvent.StuckReported(new Generation(1)));
    post(new FleetEvent.Exited(new Generation(1), "It ended with code 0."));

    assertThat(changes.changes)
        .contains(
            new ProcessChange(new Generation(2), "STANDBY", "ACTIVE", null),
            new ProcessChange(new Generation(1), "ACTIVE", "DRAINING", "stuck"),
            new ProcessChange(new Generation(1), "DRAINING", "gone", "It ended with code 0."))
        .doesNotHaveDuplicates();
  }

  @Test
  void aCommandIsReportedAsTheReason() {
    serve();

    post(
        new FleetEvent.RecycleRequested(
            new Generation(1), new AdminCommand("c", "alice", "it leaks", now)));

    assertThat(changes.changes)
        .contains(
            new ProcessChange(
                new Generation(1), "ACTIVE", "PENDING_KILL", "by order of alice (it leaks)"));
  }

  @Test
  void aStuckExecutionIsWorthAHeartbeatAlsoWhenItsProcessKeepsServing() {
    post(new FleetEvent.TimePassed());
    post(new FleetEvent.Ready(new Generation(1)));
    changes.changes.clear();

    post(new FleetEvent.StuckReported(new Generation(1)));

    assertThat(changes.changes).noneMatch(change -> change.generation().number() == 1);
    assertThat(changes.beats).isEqualTo(1);
  }

  private static final class RecordedChanges implements FleetListener {
    private final List<ProcessChange> changes = new ArrayList<>();
    private int beats;

    @Override
    public void changed(ProcessChange change) {
      changes.add(change);
    }

    @Override
    public void changed() {
      beats++;
    }
  }

  private void serve() {
    post(new FleetEvent.TimePassed());
    post(new FleetEvent.Ready(new Generation(1)));
    post(new FleetEvent.Ready(new Generation(2)));
  }

  private void post(FleetEvent event) {
    FleetDecision decision = rules.decide(fleet, event, now);
    observer.decided(fleet, event, decision);
    fleet = decision.fleet();
  }

  private double handOvers(String reason) {
    return meters.get("sluice.processes.replaced").tag("reason", reason).counter().count();
  }
}
