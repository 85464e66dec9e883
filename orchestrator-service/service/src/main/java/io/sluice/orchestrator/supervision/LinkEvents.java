package io.sluice.orchestrator.supervision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.diagnosis.CutText;
import io.sluice.orchestrator.claim.BundleStore;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.ReplaceReason;
import io.sluice.orchestrator.process.ClassDataArchive;
import io.sluice.orchestrator.process.LinkListener;
import io.sluice.orchestrator.process.LinkMapping;
import io.sluice.orchestrator.process.ProcessFacts;
import io.sluice.orchestrator.process.ProcessLink;
import io.sluice.orchestrator.results.OutcomeReporter;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.orchestrator.supervision.ProcessMeters.StartTimes;
import io.sluice.orchestrator.supervision.SenderCheck.Report;
import io.sluice.protocol.Completed;
import io.sluice.protocol.LogLines;
import io.sluice.protocol.Progress;
import io.sluice.protocol.Ready;
import io.sluice.protocol.Spans;
import io.sluice.protocol.Stats;
import io.sluice.protocol.Stuck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Dispatches messages of processes: facts about a process go to the loop, facts about an execution
 * to its outcome.
 */
public final class LinkEvents implements LinkListener {
  private static final Logger LOG = Logger.getLogger(LinkEvents.class);
  private static final int MAX_PROGRESS_MESSAGE = 1000;
  private static final Duration TRAINING_TIMEOUT = Duration.ofSeconds(5);

  private final FleetPolicy policy;
  private final Mailbox mailbox;
  private final Processes processes;
  private final SlotScheduler scheduler;
  private final OutcomeReporter outcomes;
  private final BundleStore bundles;
  private final StartTimes startTimes;
  private final SampleRequests samples;
  private final SenderCheck senders;
  private final Counter missing;
  private final ProcessNotices notices = new ProcessNotices();
  private volatile @Nullable ProcessLink training;

  public LinkEvents(
      FleetPolicy policy,
      Mailbox mailbox,
      Processes processes,
      SlotScheduler scheduler,
      OutcomeReporter outcomes,
      BundleStore bundles,
      StartTimes startTimes,
      SampleRequests samples,
      MeterRegistry meters) {
    this.policy = policy;
    this.mailbox = mailbox;
    this.processes = processes;
    this.scheduler = scheduler;
    this.outcomes = outcomes;
    this.bundles = bundles;
    this.startTimes = startTimes;
    this.samples = samples;
    this.senders = new SenderCheck(scheduler, meters);
    this.missing = meters.counter("sluice.executions.missing");
  }

  @Override
  public void connected(ProcessLink link) {
    if (isTraining(link.generation())) {
      training = link;
    }
    processes.linked(link);
    processes.facts(link.generation(), ProcessFacts::asConnected);
    processes.find(link.generation()).ifPresent(startTimes::hello);
    link.prewarm(bundlesFor(link.generation()));
  }

  /**
   * Returns the bundles to load; a process that runs one execution gets only those of waiting ones.
   */
  private Map<String, Path> bundlesFor(Generation generation) {
    return processes
        .find(generation)
        .map(Processes.Entry::model)
        .filter(model -> policy.of(model).singleUse())
        .map(scheduler::bundlesWaitingFor)
        .orElseGet(bundles::latest);
  }

  @Override
  public void ready(Generation generation, Ready ready) {
    ProcessLink trained = training;
    if (trained != null && isTraining(generation)) {
      trained.shutdown(TRAINING_TIMEOUT);
      return;
    }
    processes.proved(generation, slots(generation, ready.getSlots()));
    processes.find(generation).ifPresent(startTimes::ready);
    mailbox.post(new FleetEvent.Ready(generation));
  }

  /**
   * Returns the number of slots, at most the requested number, because the process may report any.
   */
  private int slots(Generation generation, int said) {
    int asked = processes.find(generation).map(e -> policy.of(e.model()).slots()).orElse(0);
    return Math.clamp(said, 0, asked);
  }

  @Override
  public void progress(Generation generation, Progress progress) {
    if (!senders.isOwn(generation, progress.getAttempt(), Report.PROGRESS)) {
      return;
    }
    scheduler.progressed(
        LinkMapping.attempt(progress.getAttempt()),
        new Assignment.Progress(
            progress.hasPercent() ? progress.getPercent() : null, clip(progress.getMessage())));
  }

  private static String clip(String message) {
    return CutText.of(message, MAX_PROGRESS_MESSAGE);
  }

  @Override
  public void log(Generation generation, LogLines log) {
    if (senders.isOwn(generation, log.getAttempt(), Report.LOG)) {
      outcomes.log(log);
    }
  }

  @Override
  public void spans(Generation generation, Spans spans) {
    if (senders.isOwn(generation, spans.getAttempt(), Report.SPANS)) {
      outcomes.spans(spans);
    }
  }

  @Override
  public void completed(Generation generation, Completed completed) {
    if (!senders.isOwn(generation, completed.getAttempt(), Report.COMPLETED)) {
      return;
    }
    processes.executionEnded(generation);
    outcomes.completed(completed);
    if (completed.getDegraded()) {
      mailbox.post(new FleetEvent.ReplaceDue(generation, ReplaceReason.WORN_OUT));
    }
    processes
        .find(generation)
        .filter(entry -> policy.of(entry.model()).isUsedUp(entry.ended()))
        .ifPresent(
            _ -> mailbox.post(new FleetEvent.ReplaceDue(generation, ReplaceReason.EXECUTIONS)));
  }

  @Override
  public void stuck(Generation generation, Stuck stuck) {
    if (!senders.isOwn(generation, stuck.getAttempt(), Report.STUCK)) {
      return;
    }
    outcomes.stuck(stuck);
    mailbox.post(new FleetEvent.StuckReported(generation));
  }

  @Override
  public void drained(Generation generation) {
    if (scheduler.assigned().stream()
        .filter(assignment -> assignment.generation().equals(generation))
        .allMatch(assignment -> assignment.phase() == Phase.STUCK)) {
      processes.facts(generation, ProcessFacts::asDrained); // the report alone is not believed
    }
    post(new FleetEvent.Drained(generation), generation);
  }

  @Override
  public void stats(Generation generation, Stats stats) {
    if (stats.getDossierJson().isEmpty()) {
      processes.heard(generation, stats);
      reconcile(generation, stats);
      notices(generation, stats);
      if (stats.getLeaving()) {
        LOG.warnf(
            "A process received a signal to exit and gets no more work: generation=%s", generation);
        scheduler.unroute(generation);
        mailbox.post(new FleetEvent.ReplaceDue(generation, ReplaceReason.WORN_OUT));
      }
    } else {
      samples.heard(generation.number(), stats);
    }
    post(new FleetEvent.Heard(generation), generation);
  }

  /**
   * Compares the reported executions with the slots. A process that lost an execution gets no more.
   */
  private void reconcile(Generation generation, Stats stats) {
    var link = processes.link(generation);
    if (isTraining(generation) || link.isEmpty()) {
      return;
    }
    var reported =
        stats.getExecutionsList().stream()
            .map(execution -> LinkMapping.attempt(execution.getAttempt()))
            .collect(Collectors.toSet());
    var lost = scheduler.reconcile(generation, stats.getPingSeq(), reported, link.get());
    lost.forEach(outcomes::missing);
    missing.increment(lost.size());
    if (!lost.isEmpty()) {
      mailbox.post(new FleetEvent.ReplaceDue(generation, ReplaceReason.WORN_OUT));
    }
  }

  private void notices(Generation generation, Stats stats) {
    long pid = processes.link(generation).map(ProcessLink::pid).orElse(0L);
    notices.log(generation, pid, stats.getNoticesList());
  }

  @Override
  public void closed(Generation generation, @Nullable String breach) {
    scheduler.unroute(generation);
    notices.gone(generation);
    processes.facts(generation, ProcessFacts::asUnlinked);
    if (breach != null) {
      processes.facts(generation, known -> known.asInBreach(breach));
      LOG.warnf("The link of a process is closed: generation=%s reason=%s", generation, breach);
    }
    post(new FleetEvent.LinkLost(generation), generation);
  }

  /** Posts an event, except those of the training process, which is not in the fleet. */
  private void post(FleetEvent event, Generation generation) {
    if (!isTraining(generation)) {
      mailbox.post(event);
    }
  }

  private static boolean isTraining(Generation generation) {
    return generation.number() == ClassDataArchive.TRAINING_GENERATION;
  }
}
