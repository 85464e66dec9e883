package io.sluice.admin.execution.query;

import io.sluice.admin.execution.LogLevel;
import io.sluice.admin.execution.query.ExecutionHistory.LocatedLine;
import io.sluice.api.LogPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Marks gaps in a log. The process numbers the lines of an attempt from 1 without a gap, so a
 * missing number is a line that was dropped on the way: while Redis was away or full of lines, or
 * because admin-api could not store it. Applies only to a log of all levels.
 */
final class LogGaps {

  private LogGaps() {}

  /**
   * Adds a line for each gap.
   *
   * @param after the cursor of the line before the first one; null if unknown
   */
  static List<LocatedLine> marked(@Nullable LogCursor after, List<LocatedLine> lines) {
    var marked = new ArrayList<LocatedLine>(lines.size());
    LogCursor before = after;
    for (LocatedLine line : lines) {
      long lost = before == null ? 0 : lost(before, line.cursor());
      if (lost > 0) {
        marked.add(marker(line, lost));
      }
      marked.add(line);
      before = line.cursor();
    }
    return marked;
  }

  private static long lost(LogCursor before, LogCursor line) {
    boolean sameAttempt = before.epoch() == line.epoch() && before.claim() == line.claim();
    return line.seq() - (sameAttempt ? before.seq() + 1 : 1);
  }

  private static LocatedLine marker(LocatedLine next, long lost) {
    LogCursor cursor = next.cursor();
    long seq = cursor.seq() - 1;
    return new LocatedLine(
        new LogCursor(cursor.epoch(), cursor.claim(), seq),
        new LogPage.Line(
            seq,
            next.line().at(),
            LogLevel.WARN.name(),
            lost == 1 ? "… 1 line dropped" : "… " + lost + " lines dropped",
            next.line().attempt()));
  }
}
