package io.sluice.orchestrator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.ProcessState.Active;
import io.sluice.orchestrator.fleet.ProcessState.Draining;
import io.sluice.orchestrator.fleet.ProcessState.Exiting;
import io.sluice.orchestrator.fleet.ProcessState.PendingKill;
import io.sluice.orchestrator.fleet.ProcessState.Standby;
import io.sluice.orchestrator.fleet.ProcessState.Starting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random events, invariants after every step. The seed stands in the name of the test that fails.
 */
class FleetWalkTest {
  private static final AdminCommand ORDER = new AdminCommand("c", "alice", "", Instant.EPOCH);
  private static final int STEPS = 40_000;

  static Stream<Arguments> walks() {
    var policies =
        Map.of(
            "thread",
            Policies.thread(4),
            "process",
            Policies.process(2, 4),
            "isolated",
            Policies.isolated(3));
    return policies.entrySet().stream()
        .flatMap(
            policy ->
                LongStream.rangeClosed(1, 3)
                    .mapToObj(seed -> Arguments.of(policy.getKey(), seed, policy.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("walks")
  void noSequenceOfEventsBreaksAnInvariant(String name, long seed, FleetPolicy policy) {
    var random = new Random(seed);
    var rules = new FleetRules(policy);
    var fleet = Fleet.empty();
    var now = Instant.parse("2026-01-01T00:00:00Z");
    for (int step = 0; step < STEPS; step++) {
      now = now.plusMillis(random.nextInt(4000));
      FleetEvent event = randomEvent(random, fleet);
      FleetDecision decision = rules.decide(fleet, event, now);
      check(
          policy,
          fleet,
          event,
          decision,
          now,
          name + ", seed " + seed + " step " + step + " " + event);
      fleet = decision.fleet();
    }
  }

  private static void check(
      FleetPolicy policy,
      Fleet before,
      FleetEvent event,
      FleetDecision decision,
      Instant now,
      String where) {
    Fleet after = decision.fleet();
    assertThat(after.processes()).as(where).hasSizeLessThanOrEqualTo(policy.bounds().processes());
    assertThat(after.count(m -> m.model() != policy.standard()))
        .as(where)
        .isLessThanOrEqualTo(policy.bounds().beside());
    assertThat(ExecutionModel.values())
        .as("so many start at once, " + where)
        .allMatch(
            model ->
                after.count(m -> m.model() == model && m.state() instanceof Starting)
                    <= policy.bounds().starting());
    assertThat(after.processes().values())
        .as("on demand nothing proved waits, " + where)
        .noneMatch(
            m ->
                m.state() instanceof Standby
                    && m.model() != ExecutionModel.THREAD
                    && !after.closing());
    activeIsOnlyLostByExitOrSilence(policy, before, event, after, now, where);
    assertThat(after.processes().values())
        .as(where)
        .noneMatch(
            m ->
                m.state() instanceof Standby(_, var command)
                    && command != null
                    && after.freshStandby().isPresent());
    assertThat(decision.effects().stream().filter(FleetEffect.Answer.class::isInstance))
        .as("every order is answered once, " + where)
        .hasSize(
            event instanceof FleetEvent.RecycleRequested
                    || event instanceof FleetEvent.KillRequested
                ? 1
                : 0);
    after
        .processes()
        .values()
        .forEach(member -> noDeadlineIsLeftBehind(policy, member, now, where));
    decision
        .effects()
        .forEach(effect -> noHealthyProcessIsEnded(policy, before, event, effect, now, where));
  }

  private static void activeIsOnlyLostByExitOrSilence(
      FleetPolicy policy, Fleet before, FleetEvent event, Fleet after, Instant now, String where) {
    if (before.active().isEmpty() || after.active().isPresent()) {
      return;
    }
    boolean exit =
        event instanceof FleetEvent.Exited
            || event instanceof FleetEvent.LinkLost
            || event instanceof FleetEvent.KillRequested;
    boolean silent =
        member(before, before.active().get()).state() instanceof Active(var heardAt, _, _)
            && !now.isBefore(heardAt.plus(policy.silence().lost()));
    assertThat(exit || silent).as(where).isTrue();
  }

  private static void noDeadlineIsLeftBehind(
      FleetPolicy policy, FleetProcess member, Instant now, String where) {
    switch (member.state()) {
      case Starting(var readyBy) -> assertThat(readyBy).as(where).isAfter(now);
      case Exiting(_, var nextAt, _) -> assertThat(nextAt).as(where).isAfter(now);
      case Standby(var heardAt, _) -> spoken(policy, heardAt, now, where);
      case Active(var heardAt, _, _) -> spoken(policy, heardAt, now, where);
      case Draining(var heardAt) -> spoken(policy, heardAt, now, where);
      case PendingKill(var heardAt, _) -> spoken(policy, heardAt, now, where);
    }
  }

  private static void spoken(FleetPolicy policy, Instant heardAt, Instant now, String where) {
    assertThat(heardAt.plus(policy.silence().lost())).as(where).isAfter(now);
  }

  /**
   * Checks that SIGTERM and SIGKILL reach only a process that never took work, has drained, lost
   * its link, was silent for a minute, has only a stuck execution, or was ordered to be killed.
   */
  private static void noHealthyProcessIsEnded(
      FleetPolicy policy,
      Fleet before,
      FleetEvent event,
      FleetEffect effect,
      Instant now,
      String where) {
    boolean ordered =
        event instanceof FleetEvent.KillRequested(var g, _) && g.equals(effect.generation());
    boolean aloneAndStuck =
        event instanceof FleetEvent.StuckReported(var stuck)
            && stuck.equals(effect.generation())
            && policy.of(member(before, stuck).model()).hasOwnProcess();
    if (ordered
        || aloneAndStuck
        || !(effect instanceof FleetEffect.Terminate || effect instanceof FleetEffect.Kill)) {
      return;
    }
    FleetProcess member = member(before, effect.generation());
    Duration timeout = policy.silence().lost();
    switch (member.state()) {
      case Starting _, Exiting _ -> {}
      case Standby(_, var command)
          when command != null -> {} // it never served, and another one has proved itself
      case Standby(var heardAt, _) ->
          assertThat(heardAt.plus(timeout)).as(where).isBeforeOrEqualTo(now);
      case PendingKill(var heardAt, _) ->
          assertThat(heardAt.plus(timeout)).as(where).isBeforeOrEqualTo(now);
      case Active(var heardAt, _, _) ->
          assertThat(heardAt.plus(timeout)).as(where).isBeforeOrEqualTo(now);
      case Draining(var heardAt) ->
          assertThat(heardAt.plus(timeout)).as(where).isBeforeOrEqualTo(now);
    }
  }

  private static FleetProcess member(Fleet fleet, Generation g) {
    return Objects.requireNonNull(fleet.processes().get(g));
  }

  private static FleetEvent randomEvent(Random random, Fleet fleet) {
    List<Generation> known = List.copyOf(fleet.processes().keySet());
    if (known.isEmpty() || random.nextInt(20) == 0) {
      return new FleetEvent.TimePassed();
    }
    Generation g = known.get(random.nextInt(known.size()));
    return switch (random.nextInt(16)) {
      case 12 -> new FleetEvent.RecycleRequested(g, ORDER);
      case 13 ->
          random.nextBoolean() ? new FleetEvent.KillRequested(g, ORDER) : new FleetEvent.Heard(g);
      case 0, 1 -> new FleetEvent.Ready(g);
      case 2 -> new FleetEvent.StuckReported(g);
      case 3 -> new FleetEvent.ReplaceDue(g, ReplaceReason.WORN_OUT);
      case 14, 15 -> randomDemand(random, known);
      case 4 -> new FleetEvent.Drained(g);
      case 5 -> new FleetEvent.LinkLost(g);
      case 6 -> new FleetEvent.Exited(g, "gone");
      case 7 ->
          member(fleet, g).state() instanceof Starting
              ? new FleetEvent.LaunchFailed(g, "no")
              : new FleetEvent.Heard(g);
      default -> new FleetEvent.Heard(g);
    };
  }

  private static FleetEvent randomDemand(Random random, List<Generation> known) {
    var busy = known.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet());
    return new FleetEvent.DemandChanged(
        new Demand(
            Map.of(
                ExecutionModel.PROCESS, random.nextInt(6),
                ExecutionModel.ISOLATED, random.nextInt(6)),
            busy));
  }
}
