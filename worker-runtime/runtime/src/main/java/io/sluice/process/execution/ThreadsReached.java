package io.sluice.process.execution;

import io.sluice.diagnosis.ErrorType;
import io.sluice.protocol.Failure;
import java.util.Locale;

/** Number of live threads for which an execution was cancelled. */
record ThreadsReached(int count, int allowed) {
  static final ThreadsReached NONE = new ThreadsReached(0, 0);

  static String words(int count, int allowed) {
    return String.format(
        Locale.ROOT,
        "It had %d threads at once, more than the %d that an execution may have: it was cancelled."
            + " End the threads you start, or use a bounded pool or virtual threads.",
        count,
        allowed);
  }

  Failure failure() {
    return Failure.newBuilder()
        .setErrorType(ErrorType.TOO_MANY_THREADS.wire())
        .setMessage(words(count, allowed))
        .build();
  }
}
