package io.sluice.process.execution;

import io.sluice.process.output.BoundedText;
import io.sluice.process.output.ExecutionOutput;
import io.sluice.workflow.Closer;
import io.sluice.workflow.CloserRegistration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Closers that an execution has registered, to be run when it is told to stop. Any thread
 * registers, each closer is taken once. Without locks, because the exit without orchestrator uses
 * it too.
 */
final class Closers {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int MAX_REPORTED = 32;
  private static final int MAX_REGISTERED = 10_000;

  private final ExecutionOutput output;
  private final Supplier<ClassLoader> loader;
  private final ConcurrentLinkedDeque<RegisteredCloser> waiting = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedQueue<RegisteredCloser> taken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger registrations = new AtomicInteger();
  private volatile boolean stopRequested;

  /**
   * @param loader context class loader of closers
   */
  Closers(ExecutionOutput output, Supplier<ClassLoader> loader) {
    this.output = output;
    this.loader = loader;
  }

  CloserRegistration add(String description, Closer closer) {
    if (registrations.incrementAndGet() > MAX_REGISTERED) {
      registrations.decrementAndGet();
      throw new IllegalStateException(
          "onCancel: "
              + MAX_REGISTERED
              + " closers are registered; close the registrations that are not needed any more");
    }
    var registered = new RegisteredCloser(description, closer);
    waiting.addFirst(registered);
    if (stopRequested && waiting.remove(registered)) {
      taken.add(registered);
      start(registered);
    }
    return () -> takeBack(registered);
  }

  private void takeBack(RegisteredCloser registered) {
    if (waiting.remove(registered)) {
      registrations.decrementAndGet();
    }
  }

  /** Starts every closer at once that is registered from now on. */
  void requestStop() {
    stopRequested = true;
  }

  /** Takes all waiting closers, newest first. */
  List<Runnable> take() {
    List<Runnable> closers = new ArrayList<>();
    for (var next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
      taken.add(next);
      closers.add(next);
    }
    return closers;
  }

  /** Runs all waiting closers, newest first, each for at most 2 s before the next one begins. */
  void runAll() {
    var closers = take();
    if (!closers.isEmpty()) {
      var driver = new Thread(() -> closers.forEach(this::runBounded), "closers");
      driver.setDaemon(true);
      driver.start();
    }
  }

  /** Returns true if one was started, by the ladder or because it was registered later. */
  boolean haveRun() {
    return !taken.isEmpty();
  }

  private void runBounded(Runnable closer) {
    try {
      start(closer).join(LIMIT);
    } catch (InterruptedException _) {
      // Caused by a workflow that interrupts every thread: the next closer begins early.
    }
  }

  private Thread start(Runnable closer) {
    var thread =
        new Thread(
            () -> {
              output.attribute();
              closer.run();
            },
            "closer");
    thread.setDaemon(true);
    thread.setContextClassLoader(loader.get());
    thread.start();
    return thread;
  }

  /** Returns every waiting or started closer with its result. */
  List<String> inWords() {
    return Stream.concat(taken.stream(), waiting.stream())
        .limit(MAX_REPORTED)
        .map(RegisteredCloser::inWords)
        .toList();
  }

  List<String> descriptions() {
    return Stream.concat(taken.stream(), waiting.stream())
        .limit(MAX_REPORTED)
        .map(RegisteredCloser::description)
        .toList();
  }

  /** A registered closer and its result. */
  static final class RegisteredCloser implements Runnable {
    private static final int MAX_DESCRIPTION_BYTES = 200;

    private final String description;
    private final Closer closer;
    private volatile String outcome = "not run";

    RegisteredCloser(String description, Closer closer) {
      this.description = BoundedText.of(description, MAX_DESCRIPTION_BYTES);
      this.closer = closer;
    }

    @Override
    public void run() {
      outcome = "has not returned";
      try {
        closer.close();
        outcome = "closed";
      } catch (Throwable thrown) {
        outcome =
            BoundedText.of("failed with " + thrown.getClass().getName(), MAX_DESCRIPTION_BYTES);
      }
    }

    String description() {
      return description;
    }

    String inWords() {
      return description + ": " + outcome;
    }
  }
}
