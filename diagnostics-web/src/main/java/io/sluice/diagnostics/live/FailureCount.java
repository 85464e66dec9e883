package io.sluice.diagnostics.live;

import io.sluice.diagnostics.page.Formats;

/** The number of failures among a number of ended executions. */
public record FailureCount(long failed, long ended) {

  /** Below this number a percentage would suggest more precision than there is. */
  private static final long ENOUGH = 100;

  public double percent() {
    return 100.0 * failed / ended;
  }

  /** Formats as {@code 1 of 3}, or as a percentage if there are enough. */
  public String share() {
    return ended < ENOUGH
        ? Formats.count(failed) + " of " + Formats.count(ended)
        : Formats.rate(percent()) + " %";
  }
}
