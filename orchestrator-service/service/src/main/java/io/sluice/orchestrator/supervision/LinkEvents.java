package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.bundle.BundleStore;
import io.sluice.orchestrator.dispatch.Assignment;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.ReplaceReason;
import io.sluice.orchestrator.intake.Outcomes;
import io.sluice.orchestrator.launch.ClassDataArchive;
import io.sluice.orchestrator.link.LinkListener;
import io.sluice.orchestrator.link.LinkMapping;
import io.sluice.orchestrator.link.ProcessLink;
import io.sluice.protocol.Completed;
import io.sluice.protocol.LogLines;
import io.sluice.protocol.Progress;
import io.sluice.protocol.Ready;
import io.sluice.protocol.Stats;
import io.sluice.protocol.Stuck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what processes say: facts of the process go to the loop, facts of an execution to its
 * outcome.
 */
public final class LinkEvents implements LinkListener {
  private static final Duration TRAINING_ENDS_WITHIN = Duration.ofSeconds(5);

  private final FleetPolicy policy;
  private final Mailbox mailbox;
  private final Processes processes;
  private final Dispatcher dispatcher;
  private final Outcomes outcomes;
  private final BundleStore bundles;
  private final StartTimes startTimes;
  private final Samples samples;
  private volatile @Nullable ProcessLink training;

  public LinkEvents(
      FleetPolicy policy,
      Mailbox mailbox,
      Processes processes,
      Dispatcher dispatcher,
      Outcomes outcomes,
      BundleStore bundles,
      StartTimes startTimes,
      Samples samples) {
    this.policy = policy;
    this.mailbox = mailbox;
    this.processes = processes;
    this.dispatcher = dispatcher;
    this.outcomes = outcomes;
    this.bundles = bundles;
    this.startTimes = startTimes;
    this.samples = samples;
  }

  @Override
  public void connected(ProcessLink link) {
    if (isTraining(link.generation())) {
      training = link;
    }
    processes.linked(link);
    processes.find(link.generation()).ifPresent(startTimes::hello);
    link.prewarm(bundlesFor(link.generation()));
  }

  /** A process that runs one execution gets only what waits for one. */
  private Map<String, Path> bundlesFor(Generation generation) {
    return processes
        .find(generation)
        .map(Processes.Entry::model)
        .filter(model -> policy.of(model).isForOne())
        .map(dispatcher::bundlesWaitingFor)
        .orElseGet(bundles::all);
  }

  @Override
  public void ready(Generation generation, Ready ready) {
    ProcessLink trained = training;
    if (trained != null && isTraining(generation)) {
      trained.shutdown(TRAINING_ENDS_WITHIN);
      return;
    }
    processes.proved(generation, ready.getSlots());
    processes.find(generation).ifPresent(startTimes::ready);
    mailbox.post(new FleetEvent.Proved(generation));
  }

  @Override
  public void progress(Generation generation, Progress progress) {
    dispatcher.progressed(
        LinkMapping.attempt(progress.getAttempt()),
        new Assignment.Progress(
            progress.hasPercent() ? progress.getPercent() : null, progress.getMessage()));
  }

  @Override
  public void log(Generation generation, LogLines log) {
    outcomes.log(log);
  }

  @Override
  public void completed(Generation generation, Completed completed) {
    processes.executionEnded(generation);
    outcomes.completed(completed);
    if (completed.getTainted()) {
      mailbox.post(new FleetEvent.WornOut(generation, ReplaceReason.WORN_OUT));
    }
    processes
        .find(generation)
        .filter(entry -> policy.of(entry.model()).isUsedUp(entry.ended()))
        .ifPresent(_ -> mailbox.post(new FleetEvent.WornOut(generation, ReplaceReason.EXECUTIONS)));
  }

  @Override
  public void stuck(Generation generation, Stuck stuck) {
    outcomes.stuck(stuck);
    mailbox.post(new FleetEvent.StuckReported(generation));
  }

  @Override
  public void drained(Generation generation) {
    tell(new FleetEvent.Drained(generation), generation);
  }

  @Override
  public void stats(Generation generation, Stats stats) {
    if (stats.getDossierJson().isEmpty()) {
      processes.heard(generation, stats);
    } else {
      samples.heard(generation.number(), stats);
    }
    tell(new FleetEvent.Heard(generation), generation);
  }

  @Override
  public void closed(Generation generation) {
    dispatcher.unroute(generation);
    tell(new FleetEvent.LinkLost(generation), generation);
  }

  /** The training process is no member of the fleet. */
  private void tell(FleetEvent event, Generation generation) {
    if (!isTraining(generation)) {
      mailbox.post(event);
    }
  }

  private static boolean isTraining(Generation generation) {
    return generation.number() == ClassDataArchive.TRAINING_GENERATION;
  }
}
