package io.sluice.process.output;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Target of a workflow's calls of {@code Runtime.halt}, visible to every bundle. The calling thread
 * runs it.
 */
public final class BundleHalt {
  private static final AtomicReference<@Nullable Runnable> BEFORE_HALT = new AtomicReference<>();

  private BundleHalt() {}

  /**
   * Says, once, what is to be done before a halt.
   *
   * @param action must return soon, whatever state the process is in
   */
  public static void onHalt(Runnable action) {
    BEFORE_HALT.compareAndSet(null, action);
  }

  /** Sends what was logged, and halts. */
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
