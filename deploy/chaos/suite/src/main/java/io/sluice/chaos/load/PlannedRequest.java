package io.sluice.chaos.load;

import java.time.Duration;
import java.util.Optional;

/**
 * One request of the plan.
 *
 * @param number from 1 on; part of its marker
 * @param at since the load began
 * @param input JSON of the input
 * @param key for {@code Idempotency-Key}
 * @param uniqueKey among executions that have not ended
 * @param delay until it may run
 * @param organization for whom
 * @param timeoutSeconds until it is told to stop
 * @param cancelAfter when it is cancelled, since its answer
 * @param model the execution model it asks for
 */
public record PlannedRequest(
    int number,
    Duration at,
    String workflow,
    Share share,
    String input,
    String priority,
    String organization,
    int timeoutSeconds,
    Optional<String> key,
    Twist twist,
    Optional<String> uniqueKey,
    Optional<Duration> delay,
    Optional<Duration> cancelAfter,
    Optional<String> model) {

  /** The same with an Idempotency-Key, so that it may be sent again. */
  public PlannedRequest withKey(String key) {
    return with(Optional.of(key), model);
  }

  /** The same in this execution model. */
  public PlannedRequest in(String model) {
    return with(key, Optional.of(model));
  }

  private PlannedRequest with(Optional<String> key, Optional<String> model) {
    return new PlannedRequest(
        number,
        at,
        workflow,
        share,
        input,
        priority,
        organization,
        timeoutSeconds,
        key,
        twist,
        uniqueKey,
        delay,
        cancelAfter,
        model);
  }

  /** The kind of work. */
  public enum Share {
    SHORT,
    LONG,
    HEALTHY_AND_LONG,
    HOSTILE;

    public boolean healthy() {
      return this != HOSTILE;
    }
  }

  /** The use of the Idempotency-Key. */
  public enum Twist {
    NONE,
    /** Sent twice: the second answer must be the first one. */
    SAME_AGAIN,
    /** Sent again with another body: must be refused. */
    OTHER_BODY
  }
}
