package io.sluice.orchestrator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Clock of a loop, in which one iteration counts for at most two seconds, so that a worker that was
 * itself paused does not take the pause for silence of its processes. Confined to the thread of the
 * loop.
 */
public final class LoopClock implements InstantSource {
  private static final Duration MAX_ITERATION_DURATION = Duration.ofSeconds(2);

  private final InstantSource source;
  private Instant last;
  private Duration skipped = Duration.ZERO;

  public LoopClock(InstantSource source) {
    this.source = source;
    this.last = source.instant();
  }

  @Override
  public Instant instant() {
    Instant now = source.instant();
    Duration turn = Duration.between(last, now);
    if (turn.compareTo(MAX_ITERATION_DURATION) > 0) {
      skipped = skipped.plus(turn).minus(MAX_ITERATION_DURATION);
    }
    last = now;
    return now.minus(skipped);
  }
}
