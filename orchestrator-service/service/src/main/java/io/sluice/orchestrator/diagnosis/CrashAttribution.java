package io.sluice.orchestrator.diagnosis;

import io.sluice.diagnosis.ErrorType;
import io.sluice.orchestrator.process.ExitCause;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.Attempt;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import io.sluice.queue.OutcomeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attributes the end of a process to its executions. Pure. The only execution of a process that
 * crashed by itself is convicted. Several executions are suspects and are tried again, each in its
 * own process. An ordered end is a loss without an attribution; after an unknown kill the record of
 * each execution decides (ADR 16). See docs/execution-models.md.
 */
public final class CrashAttribution {

  private CrashAttribution() {}

  /**
   * Returns the completion of each execution that was in the process, except those that were
   * recorded as stuck.
   *
   * @param location worker and process
   * @param crashReport JSON, for convicted and suspected executions
   */
  public static List<Completion> assign(
      ProcessExit exit,
      List<Assignment> inProcess,
      AttemptLocation location,
      @Nullable String crashReport,
      Instant now) {
    EventKind kind = kind(exit.cause(), inProcess.size() == 1);
    String report = kind == EventKind.BLAMELESS ? null : crashReport;
    return inProcess.stream()
        .filter(assignment -> assignment.phase() != Phase.STUCK)
        .map(
            assignment ->
                new Completion(
                    assignment.execution().attempt(),
                    kind,
                    failed(
                        exit.cause().errorType(),
                        exit.inWords(),
                        null,
                        report,
                        assignment,
                        location,
                        now)))
        .toList();
  }

  private static EventKind kind(ExitCause cause, boolean only) {
    return switch (cause.attribution()) {
      case EXECUTION -> only ? EventKind.CONVICTED : EventKind.SUSPECT;
      case SUSPECTED -> EventKind.SUSPECT;
      case OUTSIDER -> EventKind.KILLED;
      case NONE -> EventKind.BLAMELESS;
    };
  }

  /** Returns the outcome that the orchestrator declares because the process does not report it. */
  public static OutcomeEvent stuckUnheard(
      Assignment assignment, ExternalDossier dossier, AttemptLocation location, Instant now) {
    return failed(
        ErrorType.EXECUTION_STUCK,
        dossier.verdict(),
        dossier.stack(),
        dossier.json(),
        assignment,
        location,
        now);
  }

  /**
   * Returns the completion of an execution that ignored its cancellation in a process of its own,
   * which ends with it: the result of an obeyed cancellation, with the dossier.
   *
   * @param stuck its outcome as stuck
   */
  public static Completion endedWithProcess(Assignment assignment, OutcomeEvent stuck) {
    CancelReason why =
        assignment.stop() == null ? CancelReason.DEADLINE : assignment.stop().reason();
    Attempt attempt = assignment.execution().attempt();
    return switch (why) {
      case USER, SHUTDOWN ->
          new Completion(attempt, EventKind.RESULT, stuck.asKilled("CANCELLED", null));
      case FENCED ->
          new Completion(
              attempt, EventKind.BLAMELESS, stuck.as("FAILED", ErrorType.WORKER_LOST.wire()));
      case DEADLINE, CANCEL_REASON_UNSPECIFIED, UNRECOGNIZED ->
          new Completion(
              attempt, EventKind.RESULT, stuck.asKilled("TIMEOUT", ErrorType.TIMEOUT.wire()));
    };
  }

  /**
   * Returns the outcome of an execution that was stopped because its lease may belong to another
   * worker: a loss, not a cancellation. The queue refuses it if another attempt owns the execution.
   */
  public static Completion stoppedAsFenced(
      Assignment assignment, AttemptLocation location, Instant now) {
    return new Completion(
        assignment.execution().attempt(),
        EventKind.BLAMELESS,
        failed(
            ErrorType.WORKER_LOST,
            "The execution was told to stop because its worker could not keep its lease.",
            null,
            null,
            assignment,
            location,
            now));
  }

  /**
   * Returns the outcome of an execution that its process neither runs nor has reported: a failure
   * of Sluice, not of the workflow.
   */
  public static Completion missing(Assignment assignment, AttemptLocation location, Instant now) {
    return new Completion(
        assignment.execution().attempt(),
        EventKind.BLAMELESS,
        failed(
            ErrorType.WORKER_LOST,
            "The process does not run the execution any more, and did not report its end.",
            null,
            null,
            assignment,
            location,
            now));
  }

  private static OutcomeEvent failed(
      ErrorType errorType,
      String message,
      @Nullable String stack,
      @Nullable String dossier,
      Assignment assignment,
      AttemptLocation location,
      Instant now) {
    return new OutcomeEvent(
        "FAILED",
        errorType.wire(),
        message,
        stack,
        null,
        location.workerId(),
        location.pid(),
        location.generation(),
        location.executionModel(),
        assignment.startedAt(),
        now,
        Duration.between(assignment.startedAt(), now).toMillis(),
        0,
        0,
        null,
        dossier);
  }
}
