package io.sluice.orchestrator.dispatch;

import io.sluice.orchestrator.launch.ExitCause;
import io.sluice.orchestrator.launch.ProcessExit;
import io.sluice.orchestrator.link.LinkMapping.Place;
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
 * Who answers for the end of a process (supervision, section 9). Pure. One that was alone in it and
 * whose doing it was is convicted. When it may have been theirs, all others are suspects and are
 * tried again alone. When it was ordered, it is a loss and nobody is blamed; when nobody knows who
 * killed it, the record of each decides (ADR 16).
 */
public final class Blame {

  private Blame() {}

  /**
   * What became of each execution that was in the process; those that were recorded as stuck are
   * left out.
   *
   * @param place where they ran
   * @param crashReport JSON, for who is convicted or suspected
   */
  public static List<Completion> assign(
      ProcessExit exit,
      List<Assignment> inProcess,
      Place place,
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
                        place,
                        now)))
        .toList();
  }

  private static EventKind kind(ExitCause cause, boolean alone) {
    return switch (cause.blamed()) {
      case ITSELF -> alone ? EventKind.CONVICTED : EventKind.SUSPECT;
      case NOBODY_YET -> EventKind.SUSPECT;
      case A_STRANGER -> EventKind.KILLED;
      case NOBODY -> EventKind.BLAMELESS;
    };
  }

  /** The outcome that the orchestrator declares when the process no longer can. */
  public static OutcomeEvent stuckUnheard(
      Assignment assignment, Dossier dossier, Place place, Instant now) {
    return failed(
        "ExecutionStuck",
        dossier.verdict(),
        dossier.stack(),
        dossier.json(),
        assignment,
        place,
        now);
  }

  /**
   * What becomes of one that ignored its cancel alone in its process, which ends for it
   * (architecture, section 5): as it would have ended had it obeyed, with the dossier.
   *
   * @param stuck how it was found
   */
  public static Completion endedWithProcess(Assignment assignment, OutcomeEvent stuck) {
    CancelReason why =
        assignment.stop() == null ? CancelReason.DEADLINE : assignment.stop().reason();
    Attempt attempt = assignment.execution().attempt();
    return switch (why) {
      case USER, SHUTDOWN -> new Completion(attempt, EventKind.RESULT, stuck.as("CANCELLED", null));
      case FENCED -> new Completion(attempt, EventKind.BLAMELESS, stuck.as("FAILED", "WorkerLost"));
      case DEADLINE, CANCEL_REASON_UNSPECIFIED, UNRECOGNIZED ->
          new Completion(attempt, EventKind.RESULT, stuck.as("TIMEOUT", "TimeoutError"));
    };
  }

  /**
   * The outcome of one that was stopped because its lease may be another's: a loss, not a cancel.
   * Refused by the queue when it is another's.
   */
  public static Completion stoppedAsFenced(Assignment assignment, Place place, Instant now) {
    return new Completion(
        assignment.execution().attempt(),
        EventKind.BLAMELESS,
        failed(
            "WorkerLost",
            "It was told to stop because its worker could not keep its lease.",
            null,
            null,
            assignment,
            place,
            now));
  }

  /** The outcome of one that its process neither runs nor has reported: nobody's doing but ours. */
  public static Completion missing(Assignment assignment, Place place, Instant now) {
    return new Completion(
        assignment.execution().attempt(),
        EventKind.BLAMELESS,
        failed(
            "WorkerLost",
            "Its process does not run it any more, and did not report how it ended.",
            null,
            null,
            assignment,
            place,
            now));
  }

  private static OutcomeEvent failed(
      String errorType,
      String message,
      @Nullable String stack,
      @Nullable String dossier,
      Assignment assignment,
      Place place,
      Instant now) {
    return new OutcomeEvent(
        "FAILED",
        errorType,
        message,
        stack,
        null,
        place.workerId(),
        place.pid(),
        place.generation(),
        place.executionModel(),
        assignment.startedAt(),
        now,
        Duration.between(assignment.startedAt(), now).toMillis(),
        0,
        0,
        null,
        dossier);
  }
}
