package io.sluice.process.execution;

import java.time.Instant;

/** State of the orderly exit of the process. */
sealed interface ShutdownState {
  /** No exit is planned. */
  record Staying() implements ShutdownState {}

  /** Exits when only stuck executions, or none, are left. */
  record Draining() implements ShutdownState {}

  /**
   * Exits when only stuck executions, or none, are left, and at the latest at {@code by}: the
   * orchestrator ordered it.
   */
  record ShuttingDown(Instant by) implements ShutdownState {}

  /**
   * The JVM exits by itself when only stuck executions, or none, are left, and at the latest at
   * {@code by}: a signal requested it.
   */
  record Terminating(Instant by) implements ShutdownState {}

  /** The JVM exits by itself at once: code in it requested it. */
  record Exiting() implements ShutdownState {}

  /** The last messages were sent. */
  record Gone() implements ShutdownState {}

  default boolean takesWork() {
    return this instanceof Staying;
  }

  default boolean isDue(boolean onlyStuckLeft, Instant now) {
    return switch (this) {
      case Staying _, Gone _ -> false;
      case Draining _ -> onlyStuckLeft;
      case ShuttingDown(var by) -> onlyStuckLeft || !now.isBefore(by);
      case Terminating(var by) -> onlyStuckLeft || !now.isBefore(by);
      case Exiting _ -> true;
    };
  }

  default Instant nextDue() {
    return switch (this) {
      case Staying _, Draining _, Gone _ -> Instant.MAX;
      case ShuttingDown(var by) -> by;
      case Terminating(var by) -> by;
      case Exiting _ -> Instant.MIN;
    };
  }
}
