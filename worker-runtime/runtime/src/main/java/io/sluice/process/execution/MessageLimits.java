package io.sluice.process.execution;

import io.sluice.process.output.BoundedText;
import org.jspecify.annotations.Nullable;

/**
 * Limits of texts in messages, in bytes of UTF-8. Together with the limits of results, log batches
 * and dossiers they keep every message under the 1 MiB that the link accepts: a larger one would
 * close the link and end all executions of the process.
 */
final class MessageLimits {
  static final int MAX_ERROR_TYPE_BYTES = 300;
  static final int MAX_ERROR_MESSAGE_BYTES = 4_000;
  static final int MAX_ERROR_STACK_BYTES = 16 * 1024;
  static final int MAX_STUCK_STACK_BYTES = 64 * 1024;
  static final int MAX_VERDICT_BYTES = 2_000;
  static final int MAX_NAME_BYTES = 300;

  private MessageLimits() {}

  static String errorType(String text) {
    return BoundedText.of(text, MAX_ERROR_TYPE_BYTES);
  }

  static String errorMessage(@Nullable String text) {
    return BoundedText.of(text, MAX_ERROR_MESSAGE_BYTES);
  }

  static String errorStack(String text) {
    return BoundedText.of(text, MAX_ERROR_STACK_BYTES);
  }

  static String stuckStack(String text) {
    return BoundedText.of(text, MAX_STUCK_STACK_BYTES);
  }

  static String verdict(String text) {
    return BoundedText.of(text, MAX_VERDICT_BYTES);
  }

  /** Limits the name of a thread, frame or workflow. */
  static String name(String text) {
    return BoundedText.of(text, MAX_NAME_BYTES);
  }
}
