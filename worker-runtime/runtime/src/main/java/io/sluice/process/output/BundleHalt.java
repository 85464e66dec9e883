package io.sluice.process.output;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Target of calls of {@code Runtime.halt} in workflows, visible to every bundle. Runs on the
 * calling thread.
 */
public final class BundleHalt {
  private static final AtomicReference<@Nullable Runnable> BEFORE_HALT = new AtomicReference<>();

  private BundleHalt() {}

  /**
   * Sets, once, the action before a halt.
   *
   * @param action must return soon, whatever state the process is in
   */
  public static void onHalt(Runnable action) {
    BEFORE_HALT.compareAndSet(null, action);
  }

  /** Sends the log, and halts. */
  public static void halt(Runtime runtime, int code) {
    try {
      var action = BEFORE_HALT.get();
      if (action != null) {
        action.run();
      }
    } finally {
      runtime.halt(code);
    }
  }
}
