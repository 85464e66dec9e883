package io.sluice.admin.execution;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.Uuids;
import io.sluice.api.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of UUID version 7 (RFC 9562). They rise with the time of acceptance, strictly within an
 * instance, so that lists by id are lists by time.
 */
@Singleton
public final class ExecutionIds {

  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int COUNTER_BITS = 12;

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();

  ExecutionIds(InstantSource clock) {
    this.clock = clock;
  }

  public UUID next() {
    long now = clock.millis() << COUNTER_BITS;
    long stamp = last.updateAndGet(previous -> Math.max(previous + 1, now));
    long random = ThreadLocalRandom.current().nextLong() >>> 2;
    return new UUID(high(stamp), VARIANT | random);
  }

  /** The smallest id of a point in time. */
  public static UUID first(Instant at) {
    return new UUID(high(Math.max(0, at.toEpochMilli()) << COUNTER_BITS), VARIANT);
  }

  /** True if one id comes before another one in the order of PostgreSQL. */
  public static boolean isBefore(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high == 0
        ? Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits()) < 0
        : high < 0;
  }

  /**
   * Parses the id in a path.
   *
   * @throws ProblemException if no execution can have it
   */
  public static UUID parse(String text) {
    return Uuids.parse(text).orElseThrow(() -> unknown(text));
  }

  public static ProblemException unknown(String id) {
    return new ProblemException(unknownProblem(id));
  }

  public static Problem unknownProblem(String id) {
    return ProblemType.NO_SUCH_EXECUTION.problem(
        "No execution has the id " + id + ". GET /api/executions lists them.");
  }

  private static long high(long stamp) {
    long millis = stamp >>> COUNTER_BITS;
    long counter = stamp & ((1 << COUNTER_BITS) - 1);
    return (millis << 16) | VERSION | counter;
  }
}
