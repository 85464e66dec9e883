package io.sluice.orchestrator.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.orchestrator.fleet.Decision;
import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.FleetRules;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.Order;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FleetObserverTest {
  private static final Duration TEN = Duration.ofSeconds(10);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final FleetObserver observer = new FleetObserver("thread", meters, () -> {}, () -> now);
  private final FleetRules rules =
      new FleetRules(
          new FleetPolicy(1, 6, TEN, TEN, Duration.ofSeconds(2), TEN, Duration.ofSeconds(60), 5));
  private Fleet fleet = Fleet.empty();

  @Test
  void aHandOverInTheStepThatAskedForItIsCountedOnceUnderItsReason() {
    serve();

    post(
        new FleetEvent.RecycleRequested(
            new Generation(1), new Order("c", "alice", "it leaks", now)));

    assertThat(handOvers("recycle")).isEqualTo(1);
    assertThat(handOvers("stuck")).isZero();
    assertThat(meters.get("sluice.processes").tag("state", "PENDING_KILL").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void aKillIsNoHandOver() {
    serve();

    post(new FleetEvent.KillRequested(new Generation(1), new Order("c", "alice", "", now)));

    assertThat(meters.find("sluice.handovers").counters()).allMatch(c -> c.count() == 0);
  }

  private void serve() {
    post(new FleetEvent.TimePassed());
    post(new FleetEvent.Proved(new Generation(1)));
    post(new FleetEvent.Proved(new Generation(2)));
  }

  private void post(FleetEvent event) {
    Decision decision = rules.decide(fleet, event, now);
    observer.decided(fleet, event, decision);
    fleet = decision.fleet();
  }

  private double handOvers(String reason) {
    return meters.get("sluice.handovers").tag("reason", reason).counter().count();
  }
}
