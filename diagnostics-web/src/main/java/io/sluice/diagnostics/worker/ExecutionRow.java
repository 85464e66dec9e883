package io.sluice.diagnostics.worker;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.EndedExecutions.EndedExecution;
import io.sluice.diagnostics.live.NamedExecutions;
import io.sluice.diagnostics.page.Formats;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * One execution in a process.
 *
 * @param state RUNNING, COMPLETING or STUCK; its outcome if it has {@code ended}
 * @param css the state for the style sheets
 * @param percent -1 if it reports no progress
 * @param message empty if it reports none
 */
record ExecutionRow(
    UUID id,
    String workflow,
    String state,
    String css,
    Instant since,
    double percent,
    String message,
    boolean ended) {

  private static final String STUCK = "STUCK";

  /** Problems first, then by arrival, so that no row moves. */
  static final Comparator<ExecutionRow> ORDER =
      Comparator.comparing((ExecutionRow row) -> !row.stuck())
          .thenComparing(ExecutionRow::since)
          .thenComparing(ExecutionRow::id);

  static ExecutionRow of(WorkerView.Running running) {
    return of(running, running.status(), false);
  }

  static ExecutionRow of(EndedExecution ending) {
    return of(ending.row(), ending.status(), true);
  }

  private static ExecutionRow of(WorkerView.Running running, String state, boolean ended) {
    var progress = running.progress();
    var percent = progress == null ? null : progress.percent();
    var message = progress == null ? null : progress.message();
    return new ExecutionRow(
        NamedExecutions.id(running),
        NamedExecutions.workflow(running),
        state,
        Formats.css(state),
        running.startedAt(),
        percent == null ? -1 : Math.clamp(percent, 0, 100),
        message == null ? "" : message,
        ended);
  }

  boolean stuck() {
    return !ended && state.equals(STUCK);
  }

  boolean healthy() {
    return !ended && !state.equals(STUCK);
  }

  public boolean measured() {
    return percent >= 0;
  }
}
