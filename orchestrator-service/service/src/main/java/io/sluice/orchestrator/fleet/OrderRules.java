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
 * Applies commands of an administrator to the fleet: a recycle hands over and drains, without loss;
 * a kill ends the process with its executions. Each is answered. Pure.
 */
final class OrderRules {
  private static final String NOT_HERE = "There is no process of this generation any more.";

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
                      "The hand-over is requested: it drains as soon as a STANDBY is"
                          + " ready.")));
      case Standby standby when standby.order() == null ->
          Decision.of(
              fleet.move(g, standby.recycled(order), now),
              answer(g, order, OrderAnswer.done("It is terminated when a new STANDBY is ready.")));
      case Active active -> unchanged(fleet, g, order, "It was requested before", active.order());
      case Standby standby ->
          unchanged(fleet, g, order, "It was requested before", standby.order());
      case PendingKill leaving -> unchanged(fleet, g, order, "It drains already", leaving.order());
      case Draining _ -> unchanged(fleet, g, order, "It drains already", null);
      case Exiting exiting -> unchanged(fleet, g, order, "It exits already", exiting.order());
      case Starting _ -> unchanged(fleet, g, order, "It is still starting", null);
      case null -> Decision.of(fleet, answer(g, order, OrderAnswer.noop(NOT_HERE)));
    };
  }

  /**
   * Kills a process. The caller has checked the number of healthy executions, which is not known
   * here.
   */
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

  /** Terminates a STANDBY that is to be recycled as soon as another one is ready. */
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
