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
}
