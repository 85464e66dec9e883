package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.fleet.AdminCommand;
import io.sluice.orchestrator.fleet.FleetDecision;
import io.sluice.orchestrator.fleet.FleetEffect;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetProcess;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.ReplaceReason;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change of the state of a process.
 *
 * @param from {@code none} for a new one
 * @param to {@code gone} for one that has ended
 * @param reason as a sentence; null in the normal course of its life
 */
public record ProcessChange(
    Generation generation, String from, String to, @Nullable String reason) {

  static ProcessChange of(
      Generation generation,
      @Nullable FleetProcess before,
      @Nullable FleetProcess after,
      FleetEvent event,
      FleetDecision decision) {
    return new ProcessChange(
        generation,
        before == null ? "none" : before.state().name().name(),
        after == null ? "gone" : after.state().name().name(),
        after == null ? ending(generation, event) : reason(generation, after, decision));
  }

  boolean changesNothing() {
    return from.equals(to);
  }

  /** Returns true if the process has ended. */
  public boolean isLast() {
    return to.equals("gone");
  }

  private static @Nullable String ending(Generation generation, FleetEvent event) {
    if (event instanceof FleetEvent.Exited(var exited, var how) && exited.equals(generation)) {
      return how;
    }
    return event instanceof FleetEvent.LaunchFailed(var failed, var why)
            && failed.equals(generation)
        ? why
        : null;
  }

  private static @Nullable String reason(
      Generation generation, FleetProcess after, FleetDecision decision) {
    AdminCommand command = after.state().command();
    return command == null
        ? decision.effects().stream()
            .filter(effect -> effect.generation().equals(generation))
            .flatMap(effect -> Stream.ofNullable(givesWayFor(effect)))
            .map(reason -> reason.name().toLowerCase(Locale.ROOT))
            .findFirst()
            .orElse(null)
        : command.inWords();
  }

  /** Returns the reason for replacing a process that took work; null for other effects. */
  static @Nullable ReplaceReason givesWayFor(FleetEffect effect) {
    return switch (effect) {
      case FleetEffect.Drain(_, var why) -> why;
      case FleetEffect.Terminate(_, var why) -> why;
      case FleetEffect.Launch _, FleetEffect.RouteTo _, FleetEffect.Kill _, FleetEffect.Answer _ ->
          null;
    };
  }
}
