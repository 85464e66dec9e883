package io.sluice.admin.recorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where something of an earlier attempt may still be alive (queue protocol, section 10).
 *
 * @param until when it is inferred to be gone; absent when its worker will tell
 */
record Alive(String worker, long generation, @Nullable Instant until) {

  boolean isIn(String otherWorker, long otherGeneration) {
    return worker.equals(otherWorker) && generation == otherGeneration;
  }
}
