package io.sluice.process.output;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Class loaders of running bundles, with their executions. Finds the bundle whose code is on the
 * stack of a shared thread, such as one that executes a part of a parallel stream.
 */
final class RunningLoaders {
  private static final Map<ClassLoader, Set<ExecutionOutput>> RUNNING = new ConcurrentHashMap<>();
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private RunningLoaders() {}

  static void begin(ClassLoader loader, ExecutionOutput output) {
    RUNNING.compute(
        loader,
        (_, before) -> {
          Set<ExecutionOutput> now = before == null ? ConcurrentHashMap.newKeySet() : before;
          now.add(output);
          return now;
        });
  }

  static void end(ClassLoader loader, ExecutionOutput output) {
    RUNNING.computeIfPresent(
        loader,
        (_, before) -> {
          before.remove(output);
          return before.isEmpty() ? null : before;
        });
  }

  static boolean isRunning(Class<?> type) {
    var loader = type.getClassLoader();
    return loader != null && RUNNING.containsKey(loader);
  }

  /** Returns the loader of the nearest caller that is code of a running bundle. */
  static @Nullable ClassLoader onStack() {
    if (RUNNING.isEmpty()) {
      return null;
    }
    return WALKER
        .walk(
            frames ->
                frames
                    .map(frame -> Optional.ofNullable(frame.getDeclaringClass().getClassLoader()))
                    .flatMap(Optional::stream)
                    .filter(RUNNING::containsKey)
                    .findFirst())
        .orElse(null);
  }

  /** Returns the execution of that bundle, if only one of it runs. */
  static @Nullable ExecutionOutput executionOnStack() {
    var loader = onStack();
    var outputs = loader == null ? null : RUNNING.get(loader);
    if (outputs == null) {
      return null;
    }
    var present = outputs.toArray(ExecutionOutput[]::new);
    return present.length == 1 ? present[0] : null;
  }
}
