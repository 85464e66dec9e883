package io.sluice.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * Recognizes a thread that waits until another thread has initialized a class: the JVM says only
 * that it is runnable, in a call that needs no processor. Pure.
 */
final class Initializations {
  /** The words of a thread dump, which are the lock of a sample that was made from one. */
  private static final String IN_A_DUMP = "Class initialization monitor for ";

  private static final String INITIALIZER = "<clinit>";

  private Initializations() {}

  /**
   * Returns the wait; empty if the thread does not wait for a class, as far as this is known.
   *
   * @param threads of the execution, another one of which runs the initializer
   */
  static Optional<Wait> of(ThreadSample sample, Author author, List<ThreadSample> threads) {
    var lock = sample.lock();
    if (lock != null && lock.name().startsWith(IN_A_DUMP)) {
      return Optional.of(
          new Wait.Initialization("class " + lock.name().substring(IN_A_DUMP.length()), null));
    }
    if (!isStoppedInJava(sample)) {
      return Optional.empty();
    }
    for (var other : threads) {
      if (other.thread().equals(sample.thread())) {
        continue;
      }
      var type = initialized(other, author);
      if (type.isPresent()) {
        return Optional.of(
            new Wait.Initialization(words(type.get(), other, sample), other.thread()));
      }
    }
    return Optional.empty();
  }

  private static String words(String type, ThreadSample by, ThreadSample sample) {
    var own = initializer(sample.frames());
    boolean cycle = own.isPresent() && isStoppedInJava(by);
    return "class "
        + type
        + ", which "
        + WaitWords.thread(by.thread())
        + " runs"
        + (cycle ? " and which waits in turn for class " + own.get() + ": a cycle" : "");
  }

  /** Returns the class that a thread initializes, in code of the author. */
  private static Optional<String> initialized(ThreadSample sample, Author author) {
    return author.frame(sample.frames()).flatMap(_ -> initializer(sample.frames()));
  }

  static Optional<String> initializer(List<StackFrame> frames) {
    return frames.stream()
        .filter(frame -> frame.method().equals(INITIALIZER) && frame.isForeign())
        .findFirst()
        .map(frame -> frame.type().substring(frame.type().lastIndexOf('.') + 1));
  }

  /** Returns true if it is in a call of Java code, and the kernel has stopped it all the same. */
  private static boolean isStoppedInJava(ThreadSample sample) {
    var call = sample.facts().kernel();
    return sample.state().equals("RUNNABLE")
        && !sample.frames().isEmpty()
        && !sample.frames().getFirst().isNative()
        && sample.frames().getFirst().isOfBundle()
        && call != null
        && call.name().equals("futex");
  }
}
