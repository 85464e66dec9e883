package io.sluice.diagnostics.live;

import io.sluice.diagnostics.page.Formats;

/** How many of some ends were failures. */
public record FailureCount(long failed, long ended) {

  /** Below this many a percentage says more than is known. */
  private static final long ENOUGH = 100;

  public double percent() {
    return 100.0 * failed / ended;
  }

  /** As {@code 1 of 3}, or in percent when there are enough. */
  public String share() {
    return ended < ENOUGH
        ? Formats.count(failed) + " of " + Formats.count(ended)
        : Formats.rate(percent()) + " %";
  }
}
