package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Waits for classes that are never initialized or loaded, and for the JVM itself. */
@SuppressWarnings({
  "FutureReturnValueIgnored",
  "ReturnValueIgnored",
  "CheckReturnValue",
  "AddressSelection",
  "ModifiedButNotUsed",
  "BanJNDI",
  "UnnecessaryStringBuilder",
  "Finally",
  "BusyWait",
  "Interruption",
  "UnusedVariable",
  "ThreadPriorityCheck",
  "WaitNotInLoop",
  "LockNotBeforeTry",
  "StreamResourceLeak",
  "InputStreamSlowMultibyteRead",
  "JdkObsolete",
  "EmptyCatch",
  "try"
})
final class ClassCases {
  private static final CountDownLatch BOTH_BEGAN = new CountDownLatch(2);
  private static final CountDownLatch SLOW_BEGAN = new CountDownLatch(1);
  private static final CountDownLatch FINALIZED = new CountDownLatch(1);

  private ClassCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("class-init-cycle", _ -> cycle()),
        Map.entry("class-init-other", _ -> other()),
        Map.entry("class-init-self", _ -> self()),
        Map.entry("class-init-own-thread", _ -> ownThread()),
        Map.entry("class-loading", _ -> loading()),
        Map.entry("finalizer", _ -> finalizer()));
  }

  private static void cycle() {
    Deaf.start("class-partner", () -> Right.touch());
    Left.touch();
  }

  private static void meet() {
    BOTH_BEGAN.countDown();
    while (BOTH_BEGAN.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  /** Needs the other class in its initializer. */
  private static final class Left {
    static {
      meet();
      Right.touch(); // at: class-init-cycle
    }

    static void touch() {}
  }

  /** Needs the first class in its initializer. */
  private static final class Right {
    static {
      meet();
      Left.touch();
    }

    static void touch() {}
  }

  private static void other() throws InterruptedException {
    Deaf.start("class-keeper", () -> Slow.touch());
    SLOW_BEGAN.await();
    Slow.touch(); // at: class-init-other
  }

  /** A class whose initializer never ends. */
  private static final class Slow {
    static {
      SLOW_BEGAN.countDown();
      Deaf.hold();
    }

    static void touch() {}
  }

  private static void self() {
    Waiting.touch();
  }

  /** A class whose initializer waits for a signal. */
  private static final class Waiting {
    static final CountDownLatch SIGNAL = new CountDownLatch(1);

    static {
      Deaf.forever(() -> SIGNAL.await()); // at: class-init-self
    }

    static void touch() {}
  }

  private static void ownThread() {
    Impatient.touch();
  }

  /** A class whose initializer waits for a thread that needs the class. */
  private static final class Impatient {
    static {
      var helper = Deaf.start("init-helper", () -> Impatient.touch());
      await(helper);
    }

    static void touch() {}

    private static void await(Thread helper) {
      Deaf.forever(() -> helper.join()); // at: class-init-own-thread
    }
  }

  private static void loading() throws Exception {
    var loader = new SlowLoader();
    Deaf.start("loading-keeper", () -> loader.loadClass("made.up.Type"));
    loader.began.await();
    loader.loadClass("made.up.Other"); // at: class-loading
  }

  /** A loader that never finds the first class, and loads one class at a time. */
  private static final class SlowLoader extends ClassLoader {
    final CountDownLatch began = new CountDownLatch(1);

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      began.countDown();
      Deaf.hold();
      throw new ClassNotFoundException(name);
    }
  }

  private static void finalizer() {
    var _ = new Finalized();
    System.gc();
    Deaf.forever(() -> FINALIZED.await()); // at: finalizer
  }

  /** An object whose finalizer never returns. */
  private static final class Finalized {
    @Override
    @SuppressWarnings({"removal", "deprecation", "Finalize"})
    protected void finalize() {
      Deaf.hold();
      FINALIZED.countDown();
    }
  }
}
