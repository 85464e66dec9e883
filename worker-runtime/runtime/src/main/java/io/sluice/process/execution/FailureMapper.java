package io.sluice.process.execution;

import io.sluice.process.bundle.Causes;
import io.sluice.process.bundle.Refusal;
import io.sluice.process.lifecycle.ExitCode;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Converts a throwable of a workflow to its ending, even if methods of the throwable throw again.
 * Runs on the thread of the workflow.
 */
final class FailureMapper {
  private FailureMapper() {}

  static Ending toEnding(Throwable thrown) {
    if (thrown instanceof Refusal refusal) {
      return new Ending.Failed(
          refusal.errorType(), MessageLimits.errorMessage(refusal.getMessage()), "", false);
    }
    haltIfOutOfMemory(thrown);
    return new Ending.Failed(
        MessageLimits.errorType(thrown.getClass().getName()),
        message(thrown),
        stack(thrown),
        JvmHarm.isDoneBy(thrown));
  }

  /**
   * Halts the JVM if direct memory or native threads are exhausted; it exits by itself only if the
   * heap is exhausted.
   */
  static void haltIfOutOfMemory(Throwable thrown) {
    if (hasCause(thrown, FailureMapper::isOutsideHeap)) {
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

  private static boolean hasCause(Throwable thrown, Predicate<Throwable> condition) {
    return Causes.of(thrown).stream().anyMatch(condition);
  }

  /** Returns the message, empty if there is none. */
  private static String message(Throwable thrown) {
    try {
      return MessageLimits.errorMessage(thrown.getMessage());
    } catch (Throwable again) {
      return "(its getMessage threw " + again.getClass().getName() + ")";
    }
  }

  private static String stack(Throwable thrown) {
    try {
      return StackText.of(thrown);
    } catch (Throwable again) {
      return "(its stack cannot be read: " + again.getClass().getName() + ")";
    }
  }
}
