package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetEffect;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.LaunchedProcess;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.process.ProcessFacts;
import io.sluice.orchestrator.process.ProcessLauncher;
import io.sluice.orchestrator.process.ProcessLauncher.LaunchShape;
import io.sluice.orchestrator.process.ProcessLink;
import io.sluice.orchestrator.process.ProcessLinkServer;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import java.io.IOException;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Executes the effects that the rules decided. Never blocks the loop and never throws into it: slow
 * effects run on a virtual thread and report back as an event.
 */
public final class EffectRunner {
  private static final Logger LOG = Logger.getLogger(EffectRunner.class);

  /** Called for each exit, before the fleet gets the event. */
  public interface ExitListener {
    void exited(Generation generation, ExecutionModel model, long pid, ProcessExit exit);
  }

  private final FleetPolicy policy;
  private final Mailbox mailbox;
  private final Processes processes;
  private final SlotScheduler scheduler;
  private final ProcessLauncher launcher;
  private final ProcessLinkServer links;
  private final ProcessCommands commands;
  private final ExitListener onExit;
  private final InstantSource clock;

  /**
   * Creates a runner.
   *
   * @param onExit called for each exit before the fleet gets the event
   */
  public EffectRunner(
      FleetPolicy policy,
      Mailbox mailbox,
      Processes processes,
      SlotScheduler scheduler,
      ProcessLauncher launcher,
      ProcessLinkServer links,
      ProcessCommands commands,
      ExitListener onExit,
      InstantSource clock) {
    this.policy = policy;
    this.mailbox = mailbox;
    this.processes = processes;
    this.scheduler = scheduler;
    this.launcher = launcher;
    this.links = links;
    this.commands = commands;
    this.onExit = onExit;
    this.clock = clock;
  }

  void start(FleetEffect effect) {
    switch (effect) {
      case FleetEffect.Launch(var g, var model) -> startLaunch(g, model);
      case FleetEffect.RouteTo(var g) -> route(g);
      case FleetEffect.Drain(var g, _) -> {
        scheduler.unroute(g);
        processes.link(g).ifPresent(ProcessLink::drain);
      }
      case FleetEffect.Terminate(var g, _) -> {
        scheduler.unroute(g);
        processes.facts(g, ProcessFacts::asTerminated);
        inBackground(g, () -> processes.find(g).ifPresent(e -> e.process().terminate()));
      }
      case FleetEffect.Kill(var g, var reason) -> {
        scheduler.unroute(g);
        processes.facts(g, ProcessFacts::asTerminated);
        inBackground(g, () -> processes.find(g).ifPresent(e -> e.process().kill(reason)));
      }
      case FleetEffect.Answer(_, var commandId, var answer) -> commands.answered(commandId, answer);
    }
  }

  private void route(Generation g) {
    processes
        .find(g)
        .ifPresent(
            entry -> {
              ProcessLink link = entry.link();
              if (link != null) {
                int executions = policy.of(entry.model()).executions();
                scheduler.routeTo(Route.to(link, entry.model(), entry.slots(), executions));
              }
            });
  }

  private void launch(Generation g, ExecutionModel model) {
    var shape = new LaunchShape(policy.of(model).slots(), policy.of(model).singleUse());
    try {
      LaunchedProcess process =
          launcher.launch(g.number(), shape, links.issueToken(g), links.socket());
      processes.launched(g, model, process, clock.instant());
      var _ = process.exit().thenAccept(exit -> exited(g, model, process.pid(), exit));
    } catch (IOException | RuntimeException | Error e) {
      launchFailed(g, e);
    }
  }

  /**
   * Reports a failure even if there is no thread for the launch: without a report the process would
   * be STARTING for ever.
   */
  private void startLaunch(Generation g, ExecutionModel model) {
    try {
      inBackground(g, () -> launch(g, model));
    } catch (RuntimeException | Error e) {
      launchFailed(g, e);
    }
  }

  private void launchFailed(Generation g, Throwable why) {
    LOG.warnf("Process %s could not be launched: %s", g, why);
    links.revokeToken(g);
    mailbox.post(new FleetEvent.LaunchFailed(g, "Launch: " + why.getMessage()));
  }

  private void exited(Generation g, ExecutionModel model, long pid, ProcessExit found) {
    processes.pinged(g, clock.instant());
    ProcessExit exit = found.with(processes.facts(g));
    try {
      onExit.exited(g, model, pid, exit);
    } finally {
      links.revokeToken(g);
      processes.gone(g);
      mailbox.post(new FleetEvent.Exited(g, exit.inWords()));
    }
  }

  private static void inBackground(Generation g, Runnable effect) {
    Thread.ofVirtual().name("effect-" + g).start(effect);
  }
}
