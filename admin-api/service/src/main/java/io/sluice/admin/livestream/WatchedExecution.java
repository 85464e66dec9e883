package io.sluice.admin.livestream;

import io.sluice.admin.execution.ExecutionLook;
import io.sluice.admin.execution.LogPlace;
import io.sluice.api.ExecutionFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A watched execution as its clients know it.
 *
 * @param end position of the last log line that was sent
 * @param delta changes of the last poll; null if there are none
 */
record WatchedExecution(
    long seq, ExecutionFrame.State state, LogPlace end, ExecutionFrame.@Nullable Delta delta) {

  /** State of the first poll, which clients receive as a snapshot. */
  static WatchedExecution first(ExecutionFrame.State state, LogPlace end) {
    return new WatchedExecution(1, state, end, null);
  }

  WatchedExecution next(ExecutionFrame.State now, ExecutionLook.Lines lines) {
    boolean changed = !now.equals(state);
    if (!changed && lines.lines().isEmpty()) {
      return new WatchedExecution(seq, state, end, null);
    }
    return new WatchedExecution(
        seq + 1,
        now,
        lines.end(),
        new ExecutionFrame.Delta(
            seq + 1, changed ? now : null, List.copyOf(lines.lines()), lines.someLeftOut()));
  }
}
