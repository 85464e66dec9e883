package io.sluice.admin.circuitbreaker;

import org.jspecify.annotations.Nullable;

/**
 * An active entry.
 *
 * @param probationLeft successes that are still wanted; absent if it is not on probation
 */
public record ActiveEntry(long id, String reason, @Nullable Integer probationLeft) {

  /** A description for the audit. */
  String inWords() {
    return probationLeft == null
        ? "blacklisted: " + reason
        : "on probation, " + probationLeft + " left: " + reason;
  }
}
