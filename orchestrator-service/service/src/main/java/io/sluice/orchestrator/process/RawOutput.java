package io.sluice.orchestrator.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Lines that a process writes to its standard output outside of any execution: programs started
 * with inherited streams, native libraries, the JVM itself. Nobody can tell which execution they
 * belong to. A process may be hostile, so lines are bounded in length and number, and without
 * control characters. Used by one thread.
 */
public final class RawOutput {

  /** Name of the logger of these lines. They may be any organization's, so they are not shipped. */
  public static final String LOGGER = RawOutput.class.getName();

  private static final int MAX_LINES = 1_000;
  private static final int MAX_BYTES = 1_000;

  private final Consumer<String> log;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean cut;
  private int lines;

  /**
   * @param log accepts one line; must not block
   */
  RawOutput(Consumer<String> log) {
    this.log = log;
  }

  /** Logs the lines that are complete with these bytes. */
  void add(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        end();
      } else if (line.size() < MAX_BYTES) {
        line.write(bytes[i]);
      } else {
        cut = true;
      }
    }
  }

  /** Logs the line so far. */
  void end() {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    if (!text.isEmpty() && lines <= MAX_LINES) {
      lines++;
      log.accept(
          lines > MAX_LINES
              ? "(more than " + MAX_LINES + " lines; the others are dropped)"
              : printable(text) + (cut ? "…" : ""));
    }
    line.reset();
    cut = false;
  }

  /** Replaces control characters and line separators, so that one line stays one. */
  public static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}|[\u2028\u2029]", "?");
  }
}
