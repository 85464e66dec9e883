package io.sluice.admin.stream;

import io.sluice.admin.execution.ExecutionLook;
import io.sluice.admin.execution.LogPlace;
import io.sluice.api.ExecutionFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution as those who watch it know it.
 *
 * @param end the last log line that was told
 * @param delta what the last look found new; null when nothing
 */
record Watched(
    long seq, ExecutionFrame.State state, LogPlace end, ExecutionFrame.@Nullable Delta delta) {

  /** The first look: a snapshot tells it. */
  static Watched first(ExecutionFrame.State state, LogPlace end) {
    return new Watched(1, state, end, null);
  }

  Watched next(ExecutionFrame.State now, ExecutionLook.Lines lines) {
    boolean changed = !now.equals(state);
    if (!changed && lines.lines().isEmpty()) {
      return new Watched(seq, state, end, null);
    }
    return new Watched(
        seq + 1,
        now,
        lines.end(),
        new ExecutionFrame.Delta(
            seq + 1, changed ? now : null, List.copyOf(lines.lines()), lines.someLeftOut()));
  }
}
