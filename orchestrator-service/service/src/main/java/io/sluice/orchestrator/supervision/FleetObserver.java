package io.sluice.orchestrator.supervision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.orchestrator.fleet.AdminCommand;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetDecision;
import io.sluice.orchestrator.fleet.FleetEffect;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetProcess;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.ProcessStateName;
import io.sluice.orchestrator.fleet.ReplaceReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reports each change of the fleet: one log line, one metric, one heartbeat. Called by the
 * supervision loop after each decision.
 */
public final class FleetObserver {
  private static final Logger LOG = Logger.getLogger(FleetObserver.class);

  private final FleetListener listener;
  private final InstantSource clock;
  private final AtomicReference<Fleet> latest = new AtomicReference<>(Fleet.empty());
  private final MeterRegistry meters;
  private final Counter noActiveSeconds;
  private final Timer drains;
  private @Nullable Instant noActiveSince;
  private long step;

  /**
   * Creates an observer with all its meters registered at 0.
   *
   * @param models of this worker
   * @param listener called for each change, to send a heartbeat at once
   */
  public FleetObserver(
      Set<ExecutionModel> models,
      MeterRegistry meters,
      FleetListener listener,
      InstantSource clock) {
    this.meters = meters;
    this.listener = listener;
    this.clock = clock;
    models.forEach(this::register);
    this.noActiveSeconds = meters.counter("sluice.no_active.seconds");
    this.drains = meters.timer("sluice.drain");
  }

  private void register(ExecutionModel model) {
    for (ProcessStateName state : ProcessStateName.values()) {
      Gauge.builder("sluice.processes", () -> count(model, state))
          .tag("state", state.name())
          .tag("execution_model", model.label())
          .register(meters);
    }
    for (ReplaceReason reason : ReplaceReason.values()) {
      var _ = replaced(model, reason);
    }
  }

  void decided(Fleet before, FleetEvent event, FleetDecision decision) {
    Fleet after = decision.fleet();
    latest.set(after);
    if (event instanceof FleetEvent.StuckReported) {
      listener.changed();
    }
    if (before.processes().equals(after.processes())) {
      return;
    }
    var generations = new TreeSet<>(before.processes().keySet());
    generations.addAll(after.processes().keySet());
    boolean reported = false;
    for (Generation g : generations) {
      reported |= report(g, before.processes().get(g), after.processes().get(g), event, decision);
    }
    decision.effects().forEach(effect -> replaced(effect, after));
    if (reported) {
      gap(before, after);
      step++;
    }
  }

  private boolean report(
      Generation g,
      @Nullable FleetProcess before,
      @Nullable FleetProcess after,
      FleetEvent event,
      FleetDecision decision) {
    ProcessChange change = ProcessChange.of(g, before, after, event, decision);
    if (change.changesNothing()) {
      return false;
    }
    FleetProcess known = after == null ? before : after;
    LOG.infof(
        "Process %s is %s: generation=%s from=%s to=%s event=%s model=%s step=%d active=%s%s",
        g,
        change.to(),
        g,
        change.from(),
        change.to(),
        event.getClass().getSimpleName(),
        known == null ? "none" : known.model().label(),
        step,
        decision.fleet().active().map(Generation::toString).orElse("none"),
        commanded(after));
    drained(before);
    listener.changed(change);
    return true;
  }

  private static String commanded(@Nullable FleetProcess member) {
    AdminCommand command = member == null ? null : member.state().command();
    return command == null
        ? ""
        : " ordered_by=%s at=%s reason=%s command=%s"
            .formatted(command.by(), command.at(), command.why(), command.commandId());
  }

  private void replaced(FleetEffect effect, Fleet after) {
    ReplaceReason reason = ProcessChange.givesWayFor(effect);
    FleetProcess member = after.processes().get(effect.generation());
    if (member != null && reason != null) {
      replaced(member.model(), reason).increment();
    }
  }

  private Counter replaced(ExecutionModel model, ReplaceReason reason) {
    return meters.counter(
        "sluice.processes.replaced",
        "reason",
        reason.name().toLowerCase(Locale.ROOT),
        "execution_model",
        model.label());
  }

  private void drained(@Nullable FleetProcess before) {
    if (before != null && before.state().name().isLeaving()) {
      drains.record(Duration.between(before.since(), clock.instant()));
    }
  }

  /** Measures the time without an ACTIVE process, from the first one until the shutdown. */
  private void gap(Fleet before, Fleet after) {
    Instant now = clock.instant();
    if (before.active().isPresent() && after.active().isEmpty() && !after.closing()) {
      noActiveSince = now;
    } else if (after.active().isPresent() && noActiveSince != null) {
      noActiveSeconds.increment(Duration.between(noActiveSince, now).toNanos() / 1e9);
      noActiveSince = null;
    }
  }

  private long count(ExecutionModel model, ProcessStateName state) {
    return latest.get().processes().values().stream()
        .filter(member -> member.model() == model && member.state().name() == state)
        .count();
  }

  /** Listener for changes of the fleet. Called by the supervision loop, which it must not block. */
  public interface FleetListener {

    /** Called when a process has changed its state. */
    void changed(ProcessChange change);

    /** Called when something in a process has changed. */
    void changed();
  }
}
