package io.sluice.chaos.proxy;

import java.util.concurrent.atomic.LongAdder;

/** Counts a proxy's effects, so that a fault can prove that it landed. */
public final class Counters {
  final LongAdder accepted = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder passedBytes = new LongAdder();
  final LongAdder withheldBytes = new LongAdder();
  final LongAdder swallowedBytes = new LongAdder();
  final LongAdder delayedChunks = new LongAdder();
  final LongAdder resets = new LongAdder();
  final LongAdder heldChunks = new LongAdder();

  /** The numbers at one moment. */
  public record Reading(
      long accepted,
      long refused,
      long passedBytes,
      long withheldBytes,
      long swallowedBytes,
      long delayedChunks,
      long resets,
      long heldChunks) {

    /** The difference to an earlier reading. */
    public Reading since(Reading earlier) {
      return new Reading(
          accepted - earlier.accepted,
          refused - earlier.refused,
          passedBytes - earlier.passedBytes,
          withheldBytes - earlier.withheldBytes,
          swallowedBytes - earlier.swallowedBytes,
          delayedChunks - earlier.delayedChunks,
          resets - earlier.resets,
          heldChunks - earlier.heldChunks);
    }
  }

  public Reading read() {
    return new Reading(
        accepted.sum(),
        refused.sum(),
        passedBytes.sum(),
        withheldBytes.sum(),
        swallowedBytes.sum(),
        delayedChunks.sum(),
        resets.sum(),
        heldChunks.sum());
  }
}
