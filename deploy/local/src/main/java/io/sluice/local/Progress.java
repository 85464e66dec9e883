package io.sluice.local;

import io.sluice.local.child.Stopwatch;
import java.io.PrintStream;
import java.util.Locale;

/** Says what happens while a system starts and ends, with the seconds since it began. */
public final class Progress {
  private final PrintStream out;
  private final Stopwatch stopwatch = Stopwatch.start();

  public Progress(PrintStream out) {
    this.out = out;
  }

  /** Called by several threads; each line is whole. */
  public void say(String line) {
    out.printf(Locale.ROOT, "%6.1f s  %s%n", stopwatch.elapsed().toMillis() / 1000.0, line);
    out.flush();
  }
}
