package io.sluice.admin.blacklist;

import org.jspecify.annotations.Nullable;

/**
 * An entry that stands.
 *
 * @param probationLeft successes that are still wanted; absent when it is not on probation
 */
public record Standing(long id, String reason, @Nullable Integer probationLeft) {

  /** In words, for the audit. */
  String inWords() {
    return probationLeft == null
        ? "blacklisted: " + reason
        : "on probation, " + probationLeft + " left: " + reason;
  }
}
