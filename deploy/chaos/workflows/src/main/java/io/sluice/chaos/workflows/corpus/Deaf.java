package io.sluice.chaos.workflows.corpus;

/** Ignores interrupts and exceptions, as code does that catches everything and goes on. */
final class Deaf {
  private static final long HOUR_MS = 3_600_000;

  private Deaf() {}

  /** Something that waits. */
  @FunctionalInterface
  interface Wait {
    void run() throws Exception;
  }

  /** Waits again and again. */
  static void forever(Wait wait) {
    while (true) {
      try {
        wait.run();
      } catch (Exception _) {
        // On purpose.
      }
    }
  }

  /** Sleeps for ever: what a thread does that has something which another one needs. */
  static void hold() {
    forever(() -> Thread.sleep(HOUR_MS)); // at: hold
  }

  /** Starts a daemon thread. */
  static Thread start(String name, Wait work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception _) {
                // On purpose.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
