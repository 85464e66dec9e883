package io.sluice.orchestrator.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetRules;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.orchestrator.slots.Fixtures;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.supervision.Processes;
import io.sluice.protocol.CancelReason;
import io.sluice.registration.WorkerHeartbeat.ExecutionView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Executions of the fixtures have two seconds. */
class HeartbeatViewTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void anExecutionPastItsDeadlineIsCompletingBecauseItsProcessHasToldItToStop() {
    ExecutionView inTime = view(Phase.RUNNING, null, START.plusMillis(1_999));
    ExecutionView late = view(Phase.RUNNING, null, START.plusMillis(2_500));

    assertThat(inTime.status()).isEqualTo("RUNNING");
    assertThat(inTime.cancelRequestedAt()).isNull();
    assertThat(late.status()).isEqualTo("COMPLETING");
    assertThat(late.cancelRequestedAt()).isEqualTo(START.plusSeconds(2));
    assertThat(late.elapsedSeconds()).isEqualTo(2.5);
  }

  @Test
  void aCancelAndBeingStuckAreShownAsTheyAre() {
    var stop = new Assignment.Stop(START.plusSeconds(1), CancelReason.USER);

    assertThat(view(Phase.COMPLETING, stop, START.plusSeconds(5)).cancelRequestedAt())
        .isEqualTo(START.plusSeconds(1));
    assertThat(view(Phase.STUCK, null, START.plusSeconds(20)).status()).isEqualTo("STUCK");
  }

  private static ExecutionView view(Phase phase, Assignment.@Nullable Stop stop, Instant now) {
    var policy = Policies.thread(4);
    Fleet fleet =
        new FleetRules(policy).decide(Fleet.empty(), new FleetEvent.TimePassed(), START).fleet();
    Generation first = fleet.processes().firstKey();
    var assignment =
        new Assignment(
            Fixtures.execution("a"),
            new RecordedLink(first.number()),
            ExecutionModel.THREAD,
            START,
            phase,
            stop,
            null);
    return HeartbeatView.processes(
            fleet,
            new Processes(policy, Duration.ofSeconds(1), Duration.ofSeconds(12)),
            List.of(assignment),
            _ -> 512,
            now)
        .getFirst()
        .executions()
        .getFirst();
  }
}
