package io.sluice.process.output;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Target of calls of {@code System.setOut} and {@code System.setErr} in workflows, visible to every
 * bundle. Runs on the calling thread.
 */
public final class BundleStreams {
  private BundleStreams() {}

  /** Sets the stream of the calling execution only. */
  public static void setOut(@Nullable PrintStream stream) {
    var execution = ExecutionOutput.ofCurrentThread();
    if (execution == null) {
      System.setOut(stream);
    } else {
      execution.redirectOut(stream);
    }
  }

  /** Sets the error stream of the calling execution only. */
  public static void setErr(@Nullable PrintStream stream) {
    var execution = ExecutionOutput.ofCurrentThread();
    if (execution == null) {
      System.setErr(stream);
    } else {
      execution.redirectErr(stream);
    }
  }
}
