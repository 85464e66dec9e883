package io.sluice.chaos.nemesis;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The log of an execution that prints {@code line 1}, {@code line 2} and so on. */
final class NumberedLines {
  private static final Pattern LINE = Pattern.compile("line (\\d+)");
  private static final Pattern MARK = Pattern.compile("(?i).*\\bdropped\\b.*");

  private NumberedLines() {}

  /** Says where lines are missing without a line that marks it; empty if none are. */
  static Optional<String> unmarkedGap(List<String> log, int lines) {
    int next = 1;
    boolean marked = false;
    for (var message : log) {
      var line = LINE.matcher(message);
      if (line.matches()) {
        int number = Integer.parseInt(line.group(1));
        if (number != next && !marked) {
          return Optional.of("line " + next + " is missing before line " + number);
        }
        next = number + 1;
        marked = false;
      } else if (MARK.matcher(message).matches()) {
        marked = true;
      }
    }
    return next <= lines && !marked
        ? Optional.of("lines from " + next + " to " + lines + " are missing")
        : Optional.empty();
  }
}
