package io.sluice.process.output;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Target of a workflow's calls of {@code System.setOut} and {@code System.setErr}, visible to every
 * bundle. The calling thread runs it.
 */
public final class BundleStreams {
  private BundleStreams() {}

  /** From now on the calling execution prints there; everybody else as before. */
  public static void setOut(@Nullable PrintStream stream) {
    var execution = ExecutionOutput.ofCurrentThread();
    if (execution == null) {
      System.setOut(stream);
    } else {
      execution.redirectOut(stream);
    }
  }

  /** The same for {@code System.err}. */
  public static void setErr(@Nullable PrintStream stream) {
    var execution = ExecutionOutput.ofCurrentThread();
    if (execution == null) {
      System.setErr(stream);
    } else {
      execution.redirectErr(stream);
    }
  }
}
