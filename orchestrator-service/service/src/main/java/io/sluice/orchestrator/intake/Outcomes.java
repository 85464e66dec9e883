package io.sluice.orchestrator.intake;

import io.sluice.orchestrator.dispatch.Assignment;
import io.sluice.orchestrator.dispatch.Blame;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.evidence.Crashes;
import io.sluice.orchestrator.evidence.Unheard;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.launch.ProcessExit;
import io.sluice.orchestrator.link.LinkMapping;
import io.sluice.orchestrator.link.LinkMapping.Place;
import io.sluice.protocol.Completed;
import io.sluice.protocol.LogLines;
import io.sluice.protocol.Outcome;
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
 * What became of executions, on its way to the queue: each slot is freed, and each outcome is sent
 * once. Called by the threads of links and of exits.
 */
public final class Outcomes {
  private static final Logger LOG = Logger.getLogger(Outcomes.class);

  private final FleetPolicy policy;
  private final Dispatcher dispatcher;
  private final Completer completer;
  private final LogForwarder logs;
  private final Consumer<Attempt> notStarted;
  private final Unheard unheard;
  private final Crashes crashes;
  private final String workerId;
  private final InstantSource clock;
  private final SharedStateReport sharedState;

  /** What was recorded as stuck in each living process; under the dispatcher's lock. */
  private final Map<Generation, List<Attempt>> stuckIn = new HashMap<>();

  /** What is said of a stuck execution when its process has ended; under the dispatcher's lock. */
  private final Map<Attempt, Completion> endsWithProcess = new HashMap<>();

  /**
   * Outcomes of one worker.
   *
   * @param notStarted what a process did not start; it is still in its slot
   */
  public Outcomes(
      FleetPolicy policy,
      Dispatcher dispatcher,
      Completer completer,
      LogForwarder logs,
      Consumer<Attempt> notStarted,
      Unheard unheard,
      Crashes crashes,
      String workerId,
      InstantSource clock,
      SharedStateReport sharedState) {
    this.policy = policy;
    this.dispatcher = dispatcher;
    this.completer = completer;
    this.logs = logs;
    this.notStarted = notStarted;
    this.unheard = unheard;
    this.crashes = crashes;
    this.workerId = workerId;
    this.clock = clock;
    this.sharedState = sharedState;
  }

  /** An execution ended in its process. */
  public void completed(Completed completed) {
    Attempt attempt = LinkMapping.attempt(completed.getAttempt());
    if (completed.getOutcome() == Outcome.NOT_STARTED) {
      notStarted.accept(attempt);
      return;
    }
    var ended = new AtomicReference<@Nullable Assignment>();
    boolean known =
        dispatcher.ended(
            attempt,
            assignment -> {
              report(completed, assignment);
              ended.set(assignment);
            });
    if (!known) {
      LOG.warnf(
          "A result of an unknown execution was refused: execution=%s", attempt.executionId());
    }
    // After the lock of the dispatcher: it writes to the log.
    Assignment assignment = ended.get();
    if (assignment != null) {
      sharedState.found(completed, assignment);
    }
  }

  private void report(Completed completed, Assignment assignment) {
    Attempt attempt = assignment.execution().attempt();
    Completion kept = endsWithProcess.remove(attempt);
    if (kept != null) {
      completer.add(kept);
    } else if (completed.getLate()) {
      LOG.infof("A stuck execution ended after all: execution=%s", attempt.executionId());
    } else if (completed.getOutcome() == Outcome.CANCELLED && assignment.stoppedAsFenced()) {
      completer.add(Blame.stoppedAsFenced(assignment, place(assignment), clock.instant()));
    } else {
      completer.add(
          new Completion(
              attempt, EventKind.RESULT, LinkMapping.outcome(completed, place(assignment))));
    }
  }

  /** An execution ignored its cancel ladder. */
  public void stuck(Stuck stuck) {
    Attempt attempt = LinkMapping.attempt(stuck.getAttempt());
    dispatcher.stuck(
        attempt, assignment -> stuck(assignment, LinkMapping.outcome(stuck, place(assignment))));
  }

  /** A process neither runs an execution that it was given nor has reported its end. */
  public void missing(Assignment assignment) {
    Attempt attempt = assignment.execution().attempt();
    LOG.errorf(
        "A process has lost an execution: execution=%s workflow=%s generation=%s pid=%d",
        attempt.executionId(),
        assignment.execution().body().workflowName(),
        assignment.generation(),
        assignment.link().pid());
    dispatcher.ended(
        attempt, found -> completer.add(Blame.missing(found, place(found), clock.instant())));
  }

  /** An execution was cancelled while it waited for a slot. */
  public void cancelledBeforeStart(Attempt attempt, @Nullable String reason) {
    completer.add(
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
   * A process should have reported by now and did not: it is looked at from outside, and told of
   * once, within 4 s. May be called again meanwhile.
   *
   * @param told when it was told of: what was to be seen in the process has been seen
   */
  public void unheard(Assignment assignment, Runnable told) {
    unheard.look(
        assignment,
        dossier -> {
          dispatcher.stuck(
              assignment.execution().attempt(),
              found ->
                  stuck(found, Blame.stuckUnheard(found, dossier, place(found), clock.instant())));
          told.run();
        });
  }

  /**
   * Alone in its process it ends with it, and is recorded then. Beside others it is recorded at
   * once, and remembered until the exit of its process was seen, also when it ends after all.
   */
  private void stuck(Assignment assignment, OutcomeEvent outcome) {
    Attempt attempt = assignment.execution().attempt();
    LOG.warnf(
        "An execution is stuck: execution=%s workflow=%s generation=%s verdict=%s",
        attempt.executionId(),
        assignment.execution().body().workflowName(),
        assignment.generation(),
        outcome.errorMessage());
    if (policy.of(assignment.model()).alone()) {
      endsWithProcess.put(attempt, Blame.endedWithProcess(assignment, outcome));
    } else {
      stuckIn.computeIfAbsent(assignment.generation(), _ -> new ArrayList<>()).add(attempt);
      completer.add(new Completion(attempt, EventKind.STUCK, outcome));
    }
  }

  /**
   * The exit of a process was seen: what was in it is convicted or suspected, and nothing is alive
   * any more of what was stuck in it.
   */
  public void processGone(Generation generation, ExecutionModel model, long pid, ProcessExit exit) {
    Place place = new Place(workerId, pid, generation.number(), model.label());
    unheard.gone(generation);
    dispatcher.lost(
        generation,
        inProcess -> {
          crashes.judge(generation, exit, inProcess, place).forEach(completer::add);
          inProcess.stream()
              .map(assignment -> endsWithProcess.remove(assignment.execution().attempt()))
              .filter(Objects::nonNull)
              .forEach(completer::add);
          List<Attempt> stuck = Objects.requireNonNullElse(stuckIn.remove(generation), List.of());
          stuck.forEach(attempt -> completer.add(gone(attempt, place)));
        });
  }

  private static Completion gone(Attempt attempt, Place place) {
    return new Completion(
        attempt, EventKind.GONE, new GoneEvent(place.workerId(), place.pid(), place.generation()));
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

  private Place place(Assignment assignment) {
    return new Place(
        workerId,
        assignment.link().pid(),
        assignment.generation().number(),
        assignment.model().label());
  }
}
