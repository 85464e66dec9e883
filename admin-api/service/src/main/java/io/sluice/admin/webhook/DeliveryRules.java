package io.sluice.admin.webhook;

import java.time.Duration;
import java.time.Instant;

/** Rules of what follows an attempt (docs/webhooks.md). Pure. */
final class DeliveryRules {

  private static final Duration MAX_BACKOFF = Duration.ofHours(1);
  private static final int MAX_DOUBLINGS = 20;

  private DeliveryRules() {}

  /**
   * Limits of a delivery.
   *
   * @param maxAttempts attempts after which it is dead
   * @param firstRetry time until the second attempt; each further one waits twice as long
   */
  record DeliveryPolicy(int maxAttempts, Duration firstRetry) {}

  /** The consequence of an attempt. */
  sealed interface Effect {

    record Delivered() implements Effect {}

    record Retry(Instant at, String reason) implements Effect {}

    record Dead(String reason) implements Effect {}

    /** The receiver wants no more events: the delivery is dead and the webhook disabled. */
    record Gone(String reason) implements Effect {}
  }

  /**
   * Decides.
   *
   * @param attempts attempts so far, with this one
   * @param random from 0 to below 1
   */
  static Effect after(
      ReceiverAnswer answer, int attempts, DeliveryPolicy policy, Instant now, double random) {
    return switch (answer.outcome()) {
      case DELIVERED -> new Effect.Delivered();
      case GONE -> new Effect.Gone("answered 410: it wants no more events");
      case REFUSED -> new Effect.Dead("refused for good: " + answer.reason());
      case FAILED -> afterFailure(answer, attempts, policy, now, random);
    };
  }

  private static Effect afterFailure(
      ReceiverAnswer answer, int attempts, DeliveryPolicy policy, Instant now, double random) {
    if (attempts >= policy.maxAttempts()) {
      return new Effect.Dead("gave up after " + attempts + " attempts: " + answer.reason());
    }
    Duration wait = backoff(attempts, policy.firstRetry(), random);
    Duration asked = answer.retryAfter();
    if (asked != null && asked.compareTo(wait) > 0) {
      wait = asked.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : asked;
    }
    return new Effect.Retry(now.plus(wait), answer.reason());
  }

  /** Returns the wait after a number of attempts: half of it is certain, half is random. */
  static Duration backoff(int attempts, Duration first, double random) {
    Duration full = first.multipliedBy(1L << Math.min(MAX_DOUBLINGS, Math.max(0, attempts - 1)));
    long millis = Math.min(full.toMillis(), MAX_BACKOFF.toMillis());
    return Duration.ofMillis(millis / 2 + (long) (millis / 2.0 * random));
  }
}
