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
final class AdminCommandRules {
  private static final String NOT_HERE = "There is no process of this generation any more.";

  private AdminCommandRules() {}

  static FleetDecision recycle(Fleet fleet, Generation g, AdminCommand command, Instant now) {
    return switch (fleet.state(g)) {
      case Active active when active.command() == null ->
          FleetDecision.of(
              fleet.move(g, active.recycled(command), now),
              answer(
                  g,
                  command,
                  CommandResult.done(
                      "The hand-over is requested: it drains as soon as a STANDBY is"
                          + " ready.")));
      case Standby standby when standby.command() == null ->
          FleetDecision.of(
              fleet.move(g, standby.recycled(command), now),
              answer(
                  g, command, CommandResult.done("It is terminated when a new STANDBY is ready.")));
      case Active active ->
          unchanged(fleet, g, command, "It was requested before", active.command());
      case Standby standby ->
          unchanged(fleet, g, command, "It was requested before", standby.command());
      case PendingKill leaving ->
          unchanged(fleet, g, command, "It drains already", leaving.command());
      case Draining _ -> unchanged(fleet, g, command, "It drains already", null);
      case Exiting exiting -> unchanged(fleet, g, command, "It exits already", exiting.command());
      case Starting _ -> unchanged(fleet, g, command, "It is still starting", null);
      case null -> FleetDecision.of(fleet, answer(g, command, CommandResult.noop(NOT_HERE)));
    };
  }

  /**
   * Kills a process. The caller has checked the number of healthy executions, which is not known
   * here.
   */
  static FleetDecision kill(Fleet fleet, Generation g, AdminCommand command, Instant now) {
    return switch (fleet.state(g)) {
      case Starting _, Standby _, Active _, Draining _, PendingKill _, Exiting _ ->
          FleetDecision.of(
              fleet.move(g, ProcessState.signalled(now, FleetPolicy.KILL_INTERVAL, command), now),
              new FleetEffect.Kill(g, killed(command)),
              answer(g, command, CommandResult.done("SIGKILL is sent to it and its descendants.")));
      case null -> FleetDecision.of(fleet, answer(g, command, CommandResult.noop(NOT_HERE)));
    };
  }

  /** Terminates a STANDBY that is to be recycled as soon as another one is ready. */
  static FleetDecision retire(Fleet fleet, Generation g, FleetPolicy policy, Instant now) {
    return fleet.state(g) instanceof Standby(_, var command)
            && command != null
            && fleet.freshStandby().isPresent()
        ? Termination.terminate(fleet, g, policy, now)
        : FleetDecision.of(fleet);
  }

  private static KillReason killed(AdminCommand command) {
    return KillReason.ordered("It was killed " + command.inWords() + ".");
  }

  private static FleetDecision unchanged(
      Fleet fleet, Generation g, AdminCommand command, String why, @Nullable AdminCommand earlier) {
    String who = earlier == null ? "" : ", " + earlier.inWords();
    return FleetDecision.of(fleet, answer(g, command, CommandResult.noop(why + who + ".")));
  }

  private static FleetEffect answer(Generation g, AdminCommand command, CommandResult answer) {
    return new FleetEffect.Answer(g, command.commandId(), answer);
  }
}
