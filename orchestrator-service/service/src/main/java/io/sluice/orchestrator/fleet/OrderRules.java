package io.sluice.orchestrator.fleet;

import io.sluice.orchestrator.fleet.ProcessState.Active;
import io.sluice.orchestrator.fleet.ProcessState.Draining;
import io.sluice.orchestrator.fleet.ProcessState.Exiting;
import io.sluice.orchestrator.fleet.ProcessState.PendingKill;
import io.sluice.orchestrator.fleet.ProcessState.Standby;
import io.sluice.orchestrator.fleet.ProcessState.Starting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What orders of an administrator do to the fleet (supervision, sections 1 and 8): a recycle hands
 * over and drains, and costs nothing; a kill ends the process with what is in it. Each is answered.
 * Pure.
 */
final class OrderRules {
  private static final String NOT_HERE = "No process of this generation is here any more.";

  private OrderRules() {}

  static Decision recycle(Fleet fleet, Generation g, Order order, Instant now) {
    return switch (fleet.state(g)) {
      case Active active when active.order() == null ->
          Decision.of(
              fleet.move(g, active.recycled(order), now),
              answer(
                  g,
                  order,
                  OrderAnswer.done(
                      "The hand-over is requested: it drains as soon as a STANDBY has proved"
                          + " itself.")));
      case Standby standby when standby.order() == null ->
          Decision.of(
              fleet.move(g, standby.recycled(order), now),
              answer(g, order, OrderAnswer.done("It is terminated when a new STANDBY is ready.")));
      case Active active -> unchanged(fleet, g, order, "It was ordered before", active.order());
      case Standby standby -> unchanged(fleet, g, order, "It was ordered before", standby.order());
      case PendingKill leaving -> unchanged(fleet, g, order, "It drains already", leaving.order());
      case Draining _ -> unchanged(fleet, g, order, "It drains already", null);
      case Exiting exiting -> unchanged(fleet, g, order, "It exits already", exiting.order());
      case Starting _ -> unchanged(fleet, g, order, "It is only just starting", null);
      case null -> Decision.of(fleet, answer(g, order, OrderAnswer.noop(NOT_HERE)));
    };
  }

  /** The number of healthy executions was checked by whoever asks: it is not known here. */
  static Decision kill(Fleet fleet, Generation g, Order order, Instant now) {
    return switch (fleet.state(g)) {
      case Starting _, Standby _, Active _, Draining _, PendingKill _, Exiting _ ->
          Decision.of(
              fleet.move(g, ProcessState.told(now, FleetPolicy.KILL_AGAIN, order), now),
              new FleetEffect.Kill(g, killed(order)),
              answer(g, order, OrderAnswer.done("SIGKILL is sent to it and its descendants.")));
      case null -> Decision.of(fleet, answer(g, order, OrderAnswer.noop(NOT_HERE)));
    };
  }

  /** A STANDBY that is to be recycled goes when another one has proved itself. */
  static Decision retire(Fleet fleet, Generation g, FleetPolicy policy, Instant now) {
    return fleet.state(g) instanceof Standby(_, var order)
            && order != null
            && fleet.freshStandby().isPresent()
        ? Endings.terminate(fleet, g, policy, now)
        : Decision.of(fleet);
  }

  private static String killed(Order order) {
    return "It was killed " + order.inWords() + ".";
  }

  private static Decision unchanged(
      Fleet fleet, Generation g, Order order, String why, @Nullable Order earlier) {
    String who = earlier == null ? "" : ", " + earlier.inWords();
    return Decision.of(fleet, answer(g, order, OrderAnswer.noop(why + who + ".")));
  }

  private static FleetEffect answer(Generation g, Order order, OrderAnswer answer) {
    return new FleetEffect.Answer(g, order.commandId(), answer);
  }
}
