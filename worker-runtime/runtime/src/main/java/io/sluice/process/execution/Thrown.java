package io.sluice.process.execution;

import io.sluice.process.bundle.Refusal;
import io.sluice.process.life.ExitCode;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;

/**
 * Turns whatever a workflow threw into one ending, also when its own methods throw again. Runs on
 * the workflow's thread.
 */
final class Thrown {
  private static final int LONGEST_MESSAGE = 4_000;
  private static final int LONGEST_STACK = 16 * 1024;
  private static final int DEEPEST_CAUSE = 16;

  private Thrown() {}

  static Ending toEnding(Throwable thrown) {
    if (thrown instanceof Refusal refusal) {
      return new Ending.Failed(
          refusal.errorType(), String.valueOf(refusal.getMessage()), "", false);
    }
    haltIfOutOfMemory(thrown);
    return new Ending.Failed(
        thrown.getClass().getName(), message(thrown), stack(thrown), isTainting(thrown));
  }

  /**
   * The JVM exits by itself when the heap is exhausted; for direct memory and native threads it
   * does not (supervision, section 9).
   */
  static void haltIfOutOfMemory(Throwable thrown) {
    if (hasCause(thrown, Thrown::isOutsideHeap)) {
      ExitCode.OUT_OF_MEMORY.halt();
    }
  }

  private static boolean isOutsideHeap(Throwable cause) {
    if (!(cause instanceof OutOfMemoryError)) {
      return false;
    }
    var message = message(cause).toLowerCase(Locale.ROOT);
    return message.contains("direct buffer memory") || message.contains("native thread");
  }

  private static boolean isTainting(Throwable thrown) {
    return hasCause(
        thrown,
        cause ->
            cause instanceof StackOverflowError
                || cause instanceof LinkageError
                || cause instanceof OutOfMemoryError);
  }

  private static boolean hasCause(
      Throwable thrown, java.util.function.Predicate<Throwable> condition) {
    try {
      Throwable cause = thrown;
      for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
        if (condition.test(cause)) {
          return true;
        }
        cause = cause.getCause();
      }
    } catch (Throwable _) {
      // A getCause() that throws hides nothing that matters here.
    }
    return false;
  }

  private static String message(Throwable thrown) {
    try {
      var message = String.valueOf(thrown.getMessage());
      return message.length() <= LONGEST_MESSAGE
          ? message
          : message.substring(0, LONGEST_MESSAGE) + "…";
    } catch (Throwable again) {
      return "(its getMessage threw " + again.getClass().getName() + ")";
    }
  }

  private static String stack(Throwable thrown) {
    var text = new StringBuilder(1024);
    try {
      thrown.printStackTrace(new PrintWriter(new CutWriter(text), false));
    } catch (Throwable _) {
      appendFrames(thrown, text);
    }
    return text.toString();
  }

  private static void appendFrames(Throwable thrown, StringBuilder text) {
    try {
      text.append(thrown.getClass().getName()).append('\n');
      for (var frame : thrown.getStackTrace()) {
        if (text.length() < LONGEST_STACK / 2) {
          text.append("\tat ").append(frame).append('\n');
        }
      }
    } catch (Throwable again) {
      text.append("(its stack cannot be read: ").append(again.getClass().getName()).append(")");
    }
  }

  /** Keeps the first 16 KiB, counting two bytes for a character that needs more than one. */
  private static final class CutWriter extends Writer {
    private final StringBuilder text;
    private int left = LONGEST_STACK;

    CutWriter(StringBuilder text) {
      this.text = text;
    }

    @Override
    public void write(char[] characters, int from, int length) {
      for (int at = from; at < from + length; at++) {
        left -= characters[at] < 0x80 ? 1 : 3;
        if (left >= 0) {
          text.append(characters[at]);
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
