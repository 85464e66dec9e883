package io.sluice.orchestrator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A fleet under manual time, with its effects written down: reads as a timeline. */
final class FleetScenario {
  static final FleetPolicy THREAD = Policies.thread(4);

  private final FleetRules rules;
  private final List<String> effects = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Fleet fleet = Fleet.empty();

  FleetScenario(FleetPolicy policy) {
    this.rules = new FleetRules(policy);
  }

  FleetScenario() {
    this(THREAD);
  }

  /** A worker with process 1 ACTIVE and process 2 STANDBY. */
  static FleetScenario serving() {
    return new FleetScenario().tick().proved(1).proved(2).forgetEffects();
  }

  FleetScenario tick() {
    return post(new FleetEvent.TimePassed());
  }

  FleetScenario proved(long generation) {
    return post(new FleetEvent.Ready(new Generation(generation)));
  }

  FleetScenario heard(long generation) {
    return post(new FleetEvent.Heard(new Generation(generation)));
  }

  FleetScenario stuck(long generation) {
    return post(new FleetEvent.StuckReported(new Generation(generation)));
  }

  FleetScenario wornOut(long generation) {
    return post(new FleetEvent.ReplaceDue(new Generation(generation), ReplaceReason.WORN_OUT));
  }

  FleetScenario drained(long generation) {
    return post(new FleetEvent.Drained(new Generation(generation)));
  }

  FleetScenario linkLost(long generation) {
    return post(new FleetEvent.LinkLost(new Generation(generation)));
  }

  FleetScenario exited(long generation) {
    return post(new FleetEvent.Exited(new Generation(generation), "It exited by itself."));
  }

  FleetScenario launchFailed(long generation) {
    return post(new FleetEvent.LaunchFailed(new Generation(generation), "No such file."));
  }

  FleetScenario recycled(long generation) {
    return post(new FleetEvent.RecycleRequested(new Generation(generation), command()));
  }

  FleetScenario killed(long generation) {
    return post(new FleetEvent.KillRequested(new Generation(generation), command()));
  }

  AdminCommand command() {
    return new AdminCommand("c1", "alice", "it leaks", Instant.EPOCH);
  }

  FleetScenario closed() {
    return post(new FleetEvent.CloseRequested());
  }

  FleetScenario post(FleetEvent event) {
    FleetDecision decision = rules.decide(fleet, event, now);
    fleet = decision.fleet();
    decision.effects().forEach(effect -> effects.add(words(effect)));
    return this;
  }

  FleetScenario advance(Duration time) {
    now = now.plus(time);
    return tick();
  }

  /** Time in steps of one second, in which these processes give signs of life. */
  FleetScenario advanceAlive(Duration time, long... generations) {
    for (long second = 0; second < time.toSeconds(); second++) {
      now = now.plusSeconds(1);
      for (long generation : generations) {
        heard(generation);
      }
      tick();
    }
    return this;
  }

  FleetScenario forgetEffects() {
    effects.clear();
    return this;
  }

  FleetScenario expectEffects(String... expected) {
    assertThat(effects).containsExactly(expected);
    effects.clear();
    return this;
  }

  /** For example {@code "1 DRAINING", "2 ACTIVE"}. */
  FleetScenario expectFleet(String... expected) {
    assertThat(
            fleet.processes().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().state().name()))
        .containsExactly(expected);
    return this;
  }

  Fleet fleet() {
    return fleet;
  }

  Instant now() {
    return now;
  }

  private static String words(FleetEffect effect) {
    String words = effect.getClass().getSimpleName() + " " + effect.generation();
    return effect instanceof FleetEffect.Answer(_, _, var answer)
        ? words + " " + answer.kind()
        : words;
  }
}
