package io.sluice.admin.workflow;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits the bundles that are in memory at a time, each of up to 64 MiB with what is unpacked of
 * it: uploads and rollbacks together. Safe on every thread.
 */
@Singleton
final class BundlesInMemory {

  private static final int MAX_CONCURRENT = 2;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

  /**
   * Runs work that has a bundle in memory.
   *
   * @throws ProblemException if too many run at the same time
   */
  <T> T one(Supplier<T> work) {
    if (!permits.tryAcquire()) {
      throw new ProblemException(
          ProblemType.TOO_MANY.problem(
              "Too many uploads and rollbacks at the same time. Retry-After says when to try"
                  + " again."),
          RETRY_AFTER);
    }
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }
}
