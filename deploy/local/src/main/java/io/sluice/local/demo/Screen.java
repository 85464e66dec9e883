package io.sluice.local.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A picture that is drawn again in its place on a terminal, and not at all where there is none. */
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

  /** Replaces the picture. */
  void draw(List<String> lines) {
    if (terminal) {
      erase();
      lines.forEach(out::println);
      out.flush();
      drawn = lines.size();
    }
  }

  /** A line that stays; above the picture, where there is one. */
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
