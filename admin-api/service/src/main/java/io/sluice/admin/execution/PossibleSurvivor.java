package io.sluice.admin.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The process in which an earlier attempt may still be alive.
 *
 * @param until the time at which it is considered gone; absent if its worker will report it
 */
public record PossibleSurvivor(String worker, long generation, @Nullable Instant until) {

  public boolean isIn(String otherWorker, long otherGeneration) {
    return worker.equals(otherWorker) && generation == otherGeneration;
  }
}
