package io.sluice.local.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A text that is redrawn in place on a terminal, and omitted without one. */
final class Screen {
  private static final String TO_LINE_ABOVE = "\033[%dF";
  private static final String CLEAR_BELOW = "\033[J";
  private final PrintStream out;
  private final boolean terminal;
  private int drawn;

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Replaces the text. */
  void draw(List<String> lines) {
    if (terminal) {
      erase();
      lines.forEach(out::println);
      out.flush();
      drawn = lines.size();
    }
  }

  /** Prints a line that stays, above the text. */
  void say(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  private void erase() {
    if (drawn > 0) {
      out.printf(Locale.ROOT, TO_LINE_ABOVE + CLEAR_BELOW, drawn);
      drawn = 0;
    }
  }
}
