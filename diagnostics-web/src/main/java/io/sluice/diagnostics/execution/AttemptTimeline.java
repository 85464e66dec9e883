package io.sluice.diagnostics.execution;

import io.sluice.api.ExecutionDetail.AttemptView;
import io.sluice.diagnostics.page.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The attempts of an execution for its timeline, each with the reason for the next one. Pure. */
final class AttemptTimeline {

  private AttemptTimeline() {}

  /**
   * One attempt.
   *
   * @param why the consequence for the execution; empty if there is nothing to say
   */
  record Row(AttemptView attempt, String why) {

    /** The fencing token, which identifies a late result of this attempt. */
    public String fence() {
      return attempt.epoch() + "." + attempt.claim();
    }

    public String state() {
      return Objects.equals(attempt.errorType(), "ExecutionStuck")
          ? "stuck"
          : Formats.css(attempt.status());
    }
  }

  static List<Row> rows(List<AttemptView> attempts) {
    var rows = new ArrayList<Row>();
    for (int at = 0; at < attempts.size(); at++) {
      boolean last = at == attempts.size() - 1;
      rows.add(
          new Row(attempts.get(at), why(attempts.get(at), last ? null : attempts.get(at + 1))));
    }
    return rows;
  }

  private static String why(AttemptView attempt, @Nullable AttemptView next) {
    String suspicion = attempt.suspicion();
    if (suspicion != null) {
      return suspected(suspicion, next);
    }
    String error = attempt.errorType();
    if (error == null) {
      return next == null ? "" : again(attempt, next);
    }
    return switch (error) {
      case "WorkerLost" ->
          "Its worker was lost, and no result came."
              + (next == null ? "" : " It went back to the queue; this counts as no retry.");
      case "ProcessCrashed", "OutOfMemory" ->
          "Its process ended." + (next == null ? "" : " It ran again.");
      case "ExecutionStuck" -> "It did not stop after the cancel; its process was replaced.";
      case "TimeoutError" -> "It was cancelled at its deadline, and stopped.";
      default -> next == null ? "" : again(attempt, next);
    };
  }

  private static String suspected(String suspicion, @Nullable AttemptView next) {
    return switch (suspicion) {
      case "suspected" ->
          "Its process crashed with others in it, so each of them is a suspect."
              + (next == null
                  ? " It runs again alone, so that the culprit shows itself."
                  : " It ran again alone.");
      case "acquitted" ->
          "Its process crashed, but did not crash again when it ran alone: it is not the cause.";
      case "convicted" ->
          "It was the only execution in its process when the process crashed: it is the cause.";
      default -> suspicion;
    };
  }

  private static String again(AttemptView attempt, AttemptView next) {
    return next.epoch() == attempt.epoch()
        ? "It was tried again."
        : "It was retried from the start.";
  }
}
