package io.sluice.orchestrator.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.orchestrator.fleet.AdminCommand;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetRules;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.KillReason;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.process.NoProcess;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.orchestrator.slots.Fixtures;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.protocol.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMetersTest {
  private static final Generation FIRST = new Generation(1);
  private static final ProcessExit KILLED =
      new ProcessExit(137, KillReason.ordered("alice wanted it"), "");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final FleetRules rules = new FleetRules(Policies.thread(4));
  private final Processes processes =
      new Processes(Policies.thread(4), Duration.ofSeconds(1), Duration.ofSeconds(12));
  private final List<Assignment> assigned = new ArrayList<>();
  private Fleet fleet = Fleet.empty();
  private final ProcessMeters meters =
      new ProcessMeters(registry, "w-1", processes, () -> fleet, () -> assigned, () -> now);

  @Test
  void anOrderedKillIsCountedByTheHealthyExecutionsThatItCosts() {
    assigned.add(assignment(1, Phase.RUNNING));
    assigned.add(assignment(1, Phase.COMPLETING));
    assigned.add(assignment(1, Phase.STUCK));
    assigned.add(assignment(2, Phase.RUNNING));

    meters.exited(FIRST, KILLED);

    assertThat(killed("ordered")).isEqualTo(2);
    assertThat(killed("silent")).isZero();
    assertThat(exits("killed_by_us")).isEqualTo(1);
  }

  @Test
  void aKillForSilenceIsCountedByTheHealthyExecutionsThatItCosts() {
    assigned.add(assignment(1, Phase.RUNNING));
    assigned.add(assignment(1, Phase.STUCK));

    meters.exited(FIRST, new ProcessExit(137, KillReason.SILENT, ""));
    meters.exited(FIRST, new ProcessExit(137, KillReason.DISOBEYED, ""));

    assertThat(killed("silent")).isEqualTo(1);
    assertThat(killed("disobeyed")).isEqualTo(1);
    assertThat(killed("ordered")).isZero();
  }

  @Test
  void aCrashCostsNoHealthyExecutionByOurHand() {
    assigned.add(assignment(1, Phase.RUNNING));

    meters.exited(FIRST, new ProcessExit(134, null, ""));

    assertThat(killed("ordered")).isZero();
    assertThat(exits("jvm_crashed")).isEqualTo(1);
    assertThat(exits("killed_by_us")).isZero();
  }

  @Test
  void aProcessIsMeasuredByPidAndGoneWithIt() {
    processes.launched(FIRST, ExecutionModel.THREAD, new NoProcess(), now.minusSeconds(60));
    processes.heard(FIRST, Stats.newBuilder().setRssBytes(70_000_000).build());
    post(new FleetEvent.TimePassed());
    post(new FleetEvent.Ready(FIRST));

    meters.run();

    assertThat(gauge("sluice.process.memory")).isEqualTo(70_000_000);
    assertThat(gauge("sluice.process.uptime")).isEqualTo(60);
    assertThat(gauge("sluice.worker.processes.memory")).isEqualTo(70_000_000);
    assertThat(registry.find("sluice.process.draining.since.timestamp").gauge()).isNull();

    post(new FleetEvent.Ready(new Generation(2)));
    post(new FleetEvent.RecycleRequested(FIRST, new AdminCommand("c", "alice", "it leaks", now)));
    meters.run();

    assertThat(gauge("sluice.process.draining.since.timestamp"))
        .isEqualTo((double) now.getEpochSecond());

    processes.gone(FIRST);
    meters.run();

    assertThat(registry.find("sluice.process.memory").gauge()).isNull();
  }

  private Assignment assignment(long generation, Phase phase) {
    return new Assignment(
        Fixtures.execution("e" + assigned.size()),
        new RecordedLink(generation),
        ExecutionModel.THREAD,
        now,
        phase,
        null,
        null);
  }

  private void post(FleetEvent event) {
    fleet = rules.decide(fleet, event, now).fleet();
  }

  private double killed(String reason) {
    return registry.get("sluice.healthy.executions.killed").tag("reason", reason).counter().count();
  }

  private double exits(String cause) {
    return registry.get("sluice.process.exits").tag("cause", cause).counter().count();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }
}
