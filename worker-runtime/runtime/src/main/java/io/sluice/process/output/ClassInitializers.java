package io.sluice.process.output;

/** Detects that a thread is being created in the class initializer of a running bundle. */
final class ClassInitializers {
  /** Maximum of checks: one costs about 10 µs, too much for each of a million virtual threads. */
  private static final int MAX_CHECKS = 256;

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private ClassInitializers() {}

  /**
   * @param number number of threads that the execution has created
   */
  static boolean isCurrent(int number) {
    return number <= MAX_CHECKS
        && WALKER.walk(
            frames ->
                frames.anyMatch(
                    frame ->
                        frame.getMethodName().equals("<clinit>")
                            && RunningLoaders.isRunning(frame.getDeclaringClass())));
  }
}
