package io.sluice.orchestrator.results;

import io.sluice.orchestrator.diagnosis.CrashAttribution;
import io.sluice.orchestrator.diagnosis.Crashes;
import io.sluice.orchestrator.diagnosis.UnresponsiveCheck;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.LinkMapping;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.protocol.Completed;
import io.sluice.protocol.LogLines;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Spans;
import io.sluice.protocol.Stuck;
import io.sluice.queue.Attempt;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.LogBatch;
import io.sluice.queue.OutcomeEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns the ends of executions into outcomes: frees each slot and sends each outcome once. Called
 * by the threads of links and of process exits.
 */
public final class OutcomeReporter {
  private static final Logger LOG = Logger.getLogger(OutcomeReporter.class);

  private final FleetPolicy policy;
  private final SlotScheduler scheduler;
  private final ResultSender sender;
  private final LogForwarder logs;
  private final Consumer<Attempt> notStarted;
  private final UnresponsiveCheck unresponsive;
  private final Crashes crashes;
  private final String workerId;
  private final InstantSource clock;
  private final SharedStateReport sharedState;
  private final AttemptTracer tracer;

  /**
   * Attempts that were recorded as stuck, by living process; guarded by the lock of the scheduler.
   */
  private final Map<Generation, List<Attempt>> stuckIn = new HashMap<>();

  /**
   * Outcomes that are recorded when the process of a stuck execution has ended; guarded by the lock
   * of the scheduler.
   */
  private final Map<Attempt, Completion> endsWithProcess = new HashMap<>();

  /**
   * Creates the outcomes of one worker.
   *
   * @param notStarted receives an execution that a process did not start; it is still in its slot
   */
  public OutcomeReporter(
      FleetPolicy policy,
      SlotScheduler scheduler,
      ResultSender sender,
      LogForwarder logs,
      Consumer<Attempt> notStarted,
      UnresponsiveCheck unresponsive,
      Crashes crashes,
      String workerId,
      InstantSource clock,
      SharedStateReport sharedState,
      AttemptTracer tracer) {
    this.policy = policy;
    this.scheduler = scheduler;
    this.sender = sender;
    this.logs = logs;
    this.notStarted = notStarted;
    this.unresponsive = unresponsive;
    this.crashes = crashes;
    this.workerId = workerId;
    this.clock = clock;
    this.sharedState = sharedState;
    this.tracer = tracer;
  }

  /** Records the end of an execution that its process has reported. */
  public void completed(Completed completed) {
    Attempt attempt = LinkMapping.attempt(completed.getAttempt());
    if (completed.getOutcome() == Outcome.NOT_STARTED) {
      notStarted.accept(attempt);
      return;
    }
    var ended = new AtomicReference<@Nullable Assignment>();
    boolean known =
        scheduler.ended(
            attempt,
            assignment -> {
              report(completed, assignment);
              ended.set(assignment);
            });
    if (!known) {
      LOG.warnf(
          "A result of an unknown execution was refused: execution=%s", attempt.executionId());
    }
    // Outside the lock of the scheduler, because it writes to the log.
    Assignment assignment = ended.get();
    if (assignment != null) {
      sharedState.found(completed, assignment);
    }
  }

  private void report(Completed completed, Assignment assignment) {
    Attempt attempt = assignment.execution().attempt();
    Completion kept = endsWithProcess.remove(attempt);
    if (kept != null) {
      send(assignment, kept);
    } else if (completed.getLate()) {
      LOG.infof("A stuck execution has ended: execution=%s", attempt.executionId());
    } else if (completed.getOutcome() == Outcome.CANCELLED && assignment.stoppedAsFenced()) {
      send(
          assignment,
          CrashAttribution.stoppedAsFenced(assignment, location(assignment), clock.instant()));
    } else {
      send(
          assignment,
          new Completion(
              attempt, EventKind.RESULT, LinkMapping.outcome(completed, location(assignment))));
    }
  }

  private void send(Assignment assignment, Completion completion) {
    sender.add(completion);
    tracer.ended(assignment.execution(), assignment.startedAt(), completion);
  }

  /** Sends the completions of executions of one process. */
  private void send(List<Assignment> inProcess, Completion completion) {
    inProcess.stream()
        .filter(assignment -> assignment.execution().attempt().equals(completion.attempt()))
        .findFirst()
        .ifPresentOrElse(assignment -> send(assignment, completion), () -> sender.add(completion));
  }

  /** Exports the spans that a process has reported of an execution in it. */
  public void spans(Spans spans) {
    scheduler
        .inSlot(LinkMapping.attempt(spans.getAttempt()))
        .ifPresent(execution -> tracer.reported(execution, spans));
  }

  /** Records an execution that ignored its cancellation as stuck. */
  public void stuck(Stuck stuck) {
    Attempt attempt = LinkMapping.attempt(stuck.getAttempt());
    scheduler.stuck(
        attempt, assignment -> stuck(assignment, LinkMapping.outcome(stuck, location(assignment))));
  }

  /** Records an execution as lost that its process neither runs nor has reported as ended. */
  public void missing(Assignment assignment) {
    Attempt attempt = assignment.execution().attempt();
    LOG.errorf(
        "A process has lost an execution: execution=%s workflow=%s generation=%s pid=%d",
        attempt.executionId(),
        assignment.execution().body().workflowName(),
        assignment.generation(),
        assignment.link().pid());
    scheduler.ended(
        attempt,
        found -> send(found, CrashAttribution.missing(found, location(found), clock.instant())));
  }

  /** Records an execution that was cancelled while it waited for a slot. */
  public void cancelledBeforeStart(Attempt attempt, @Nullable String reason) {
    sender.add(
        new Completion(
            attempt,
            EventKind.RESULT,
            new OutcomeEvent(
                "CANCELLED",
                null,
                reason,
                null,
                null,
                workerId,
                0,
                0,
                policy.standard().label(),
                null,
                clock.instant(),
                0,
                0,
                0,
                null,
                null)));
  }

  /**
   * Examines, from outside, a process that has not reported an execution in time, and records the
   * execution as stuck once, within 4 s. May be called again meanwhile.
   *
   * @param onRecorded called after the outcome was handed to the queue; from then on the process
   *     may be ended, because its evidence has been collected
   */
  public void unresponsive(Assignment assignment, Runnable onRecorded) {
    unresponsive.check(
        assignment,
        dossier -> {
          scheduler.stuck(
              assignment.execution().attempt(),
              found ->
                  stuck(
                      found,
                      CrashAttribution.stuckUnheard(
                          found, dossier, location(found), clock.instant())));
          onRecorded.run();
        });
  }

  /**
   * Records a stuck execution. One with a process of its own is recorded when that process ends.
   * One beside others is recorded at once and remembered until the exit of its process, even if it
   * ends later.
   */
  private void stuck(Assignment assignment, OutcomeEvent outcome) {
    Attempt attempt = assignment.execution().attempt();
    LOG.warnf(
        "An execution is stuck: execution=%s workflow=%s generation=%s verdict=%s",
        attempt.executionId(),
        assignment.execution().body().workflowName(),
        assignment.generation(),
        outcome.errorMessage());
    if (policy.of(assignment.model()).hasOwnProcess()) {
      endsWithProcess.put(attempt, CrashAttribution.endedWithProcess(assignment, outcome));
    } else {
      stuckIn.computeIfAbsent(assignment.generation(), _ -> new ArrayList<>()).add(attempt);
      send(assignment, new Completion(attempt, EventKind.STUCK, outcome));
    }
  }

  /**
   * Records the exit of a process: its executions are convicted or suspected, and the stuck
   * executions in it are no longer alive.
   */
  public void processGone(Generation generation, ExecutionModel model, long pid, ProcessExit exit) {
    AttemptLocation location =
        new AttemptLocation(workerId, pid, generation.number(), model.label());
    unresponsive.gone(generation);
    scheduler.lost(
        generation,
        inProcess -> {
          crashes
              .attribute(generation, exit, inProcess, location)
              .forEach(completion -> send(inProcess, completion));
          inProcess.stream()
              .map(assignment -> endsWithProcess.remove(assignment.execution().attempt()))
              .filter(Objects::nonNull)
              .forEach(completion -> send(inProcess, completion));
          List<Attempt> stuck = Objects.requireNonNullElse(stuckIn.remove(generation), List.of());
          stuck.forEach(attempt -> sender.add(gone(attempt, location)));
        });
  }

  private static Completion gone(Attempt attempt, AttemptLocation location) {
    return new Completion(
        attempt,
        EventKind.GONE,
        new GoneEvent(location.workerId(), location.pid(), location.generation()));
  }

  public void log(LogLines log) {
    Attempt attempt = LinkMapping.attempt(log.getAttempt());
    logs.add(
        new LogBatch(
            attempt.executionId(),
            attempt.epoch(),
            attempt.claim(),
            log.getLinesList().stream()
                .map(
                    line ->
                        new LogBatch.Line(
                            line.getSeq(),
                            Instant.ofEpochMilli(line.getAtMs()),
                            line.getLevel().name(),
                            line.getMessage()))
                .toList()));
  }

  private AttemptLocation location(Assignment assignment) {
    return new AttemptLocation(
        workerId,
        assignment.link().pid(),
        assignment.generation().number(),
        assignment.model().label());
  }
}
