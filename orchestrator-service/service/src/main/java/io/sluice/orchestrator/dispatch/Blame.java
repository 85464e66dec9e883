package io.sluice.orchestrator.dispatch;

import io.sluice.orchestrator.launch.ProcessExit;
import io.sluice.orchestrator.link.LinkMapping.Place;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import io.sluice.queue.OutcomeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for the end of a process (supervision, section 9). Pure. One that was alone in it and
 * whose doing it was is convicted; all others are suspects and are tried again at the cost of the
 * loss budget.
 */
public final class Blame {

  private Blame() {}

  /**
   * What became of each execution that was in the process; those that were recorded as stuck are
   * left out.
   *
   * @param place where they ran
   */
  public static List<Completion> assign(
      ProcessExit exit, List<Assignment> inProcess, Place place, Instant now) {
    boolean convicted = exit.cause().ownFault() && inProcess.size() == 1;
    return inProcess.stream()
        .filter(assignment -> assignment.phase() != Phase.STUCK)
        .map(
            assignment ->
                new Completion(
                    assignment.execution().attempt(),
                    convicted ? EventKind.RESULT : EventKind.SUSPECT,
                    outcome(exit, assignment, place, now)))
        .toList();
  }

  private static OutcomeEvent outcome(
      ProcessExit exit, Assignment assignment, Place place, Instant now) {
    return failed(exit.cause().errorType(), exit.inWords(), null, assignment, place, now);
  }

  /** The outcome that the orchestrator declares when the process no longer can. */
  public static Completion stuckUnheard(Assignment assignment, Place place, Instant now) {
    return new Completion(
        assignment.execution().attempt(),
        EventKind.STUCK,
        failed(
            "ExecutionStuck",
            "The process did not report within the grace period; declared by the orchestrator.",
            "{\"detected_by\":\"orchestrator\"}",
            assignment,
            place,
            now));
  }

  /**
   * The outcome of one that was stopped because its lease may be another's: a loss, not a cancel.
   * Refused by the queue when it is another's.
   */
  public static Completion stoppedAsFenced(Assignment assignment, Place place, Instant now) {
    return new Completion(
        assignment.execution().attempt(),
        EventKind.SUSPECT,
        failed(
            "WorkerLost",
            "It was told to stop because its worker could not keep its lease.",
            null,
            assignment,
            place,
            now));
  }

  private static OutcomeEvent failed(
      String errorType,
      String message,
      @Nullable String dossier,
      Assignment assignment,
      Place place,
      Instant now) {
    return new OutcomeEvent(
        "FAILED",
        errorType,
        message,
        null,
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
