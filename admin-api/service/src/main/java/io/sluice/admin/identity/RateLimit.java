package io.sluice.admin.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Limit of requests of each caller in a period, as a token bucket: a caller may send all of them at
 * once after a pause. A bucket that was not used for a period is full and is dropped; there are at
 * most 10 000. Safe on every thread.
 */
// Caffeine makes its classes by name, which a native image must know.
@RegisterForReflection(
    classNames = {
      "com.github.benmanes.caffeine.cache.PSAMS",
      "com.github.benmanes.caffeine.cache.SSLMSA"
    })
final class RateLimit {

  private static final int MAX_CALLERS = 10_000;

  private final LoadingCache<String, Bucket> buckets;

  RateLimit(int limit, Duration period, InstantSource clock) {
    var meter = new ClockMeter(clock);
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_CALLERS)
            .expireAfterAccess(period)
            .ticker(meter::currentTimeNanos)
            .build(_ -> bucket(limit, period, meter));
  }

  private static Bucket bucket(int limit, Duration period, TimeMeter meter) {
    return Bucket.builder()
        .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, period))
        .withCustomTimePrecision(meter)
        .build();
  }

  /** Counts a request. Returns zero if it is allowed, else the time until the next allowed one. */
  Duration take(String caller) {
    ConsumptionProbe probe = buckets.get(caller).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  /** Gives a counted request back. */
  void giveBack(String caller) {
    buckets.get(caller).addTokens(1);
  }

  /**
   * Returns the time until the next allowed request, without counting one; zero if it is allowed.
   */
  Duration wait(String caller) {
    return Duration.ofNanos(
        buckets.get(caller).estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  /** Returns the number of buckets. */
  long callers() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private record ClockMeter(InstantSource clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
