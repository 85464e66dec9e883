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
    };
  }

  default Instant nextDue() {
    return switch (this) {
      case Staying _, Draining _, Gone _ -> Instant.MAX;
      case Leaving(var by) -> by;
    };
  }
}
