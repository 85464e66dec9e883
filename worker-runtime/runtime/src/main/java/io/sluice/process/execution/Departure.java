package io.sluice.process.execution;

import java.time.Instant;

/** Whether and how the process is about to exit in order. */
sealed interface Departure {
  /** Not at all. */
  record Staying() implements Departure {}

  /** When only stuck executions, or none, are left. */
  record Draining() implements Departure {}

  /** The same, but at the latest at {@code by}: an order to exit now. */
  record Leaving(Instant by) implements Departure {}

  /**
   * The JVM exits by itself when only stuck executions, or none, are left, and at the latest at
   * {@code by}: a signal asked for it.
   */
  record Terminating(Instant by) implements Departure {}

  /** The JVM exits by itself at once: code in it asked for it. */
  record Exiting() implements Departure {}

  /** Last words were said. */
  record Gone() implements Departure {}

  default boolean takesWork() {
    return this instanceof Staying;
  }

  default boolean isDue(boolean onlyStuckLeft, Instant now) {
    return switch (this) {
      case Staying _, Gone _ -> false;
      case Draining _ -> onlyStuckLeft;
      case Leaving(var by) -> onlyStuckLeft || !now.isBefore(by);
      case Terminating(var by) -> onlyStuckLeft || !now.isBefore(by);
      case Exiting _ -> true;
    };
  }

  default Instant nextDue() {
    return switch (this) {
      case Staying _, Draining _, Gone _ -> Instant.MAX;
      case Leaving(var by) -> by;
      case Terminating(var by) -> by;
      case Exiting _ -> Instant.MIN;
    };
  }
}
