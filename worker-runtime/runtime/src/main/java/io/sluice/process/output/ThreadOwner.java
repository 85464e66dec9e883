package io.sluice.process.output;

import org.jspecify.annotations.Nullable;

/**
 * Execution of a thread, inherited by the threads it creates, including virtual ones, which are in
 * no thread group of the runtime.
 *
 * @param kept true if static state of the bundle owns the thread: it was created in a class
 *     initializer, or by such a thread, and may outlive the execution
 */
record ThreadOwner(ExecutionOutput output, boolean kept) {
  private static final Inheritance INHERITED = new Inheritance();

  static @Nullable ThreadOwner ofCurrentThread() {
    return INHERITED.get();
  }

  static void set(@Nullable ThreadOwner owner) {
    if (owner == null) {
      INHERITED.remove();
    } else {
      INHERITED.set(owner);
    }
  }

  /** Returns true if this is the key of the owner in the table of inherited values. */
  static boolean isKey(java.lang.ref.Reference<?> key) {
    @SuppressWarnings("unchecked") // The table's keys are thread locals of any type.
    var any = (java.lang.ref.Reference<Object>) key;
    return any.refersTo(INHERITED);
  }

  /** Called by the creating thread for each thread that it creates. */
  private static final class Inheritance extends InheritableThreadLocal<@Nullable ThreadOwner> {
    @Override
    protected @Nullable ThreadOwner childValue(@Nullable ThreadOwner parent) {
      if (parent == null) {
        return null;
      }
      int number = parent.output().threadCreated();
      return parent.kept() || !ClassInitializers.isCurrent(number)
          ? parent
          : new ThreadOwner(parent.output(), true);
    }
  }

  /** Detects that a thread is being created in the class initializer of a running bundle. */
  static final class ClassInitializers {
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
}
