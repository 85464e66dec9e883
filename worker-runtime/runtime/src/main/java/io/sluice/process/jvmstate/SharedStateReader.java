package io.sluice.process.jvmstate;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Reads the shared state for the first time, on a thread of its own while the link connects,
 * because it initializes classes of the JDK that take tens of milliseconds.
 */
public final class SharedStateReader {
  private final FutureTask<SharedStates> reading = new FutureTask<>(SharedStates::now);

  private SharedStateReader() {}

  /** Starts the thread. The standard streams to be kept must be installed before. */
  public static SharedStateReader start() {
    var reader = new SharedStateReader();
    var thread = new Thread(reader.reading, "shared-state");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  /** Waits for the reading, which no code of a workflow can delay before the process is ready. */
  public SharedStates states() throws InterruptedException {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the shared state of the JVM cannot be read", e.getCause());
    }
  }
}
