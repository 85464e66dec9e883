package io.sluice.queue;

import java.util.Map;

/**
 * Copy of the blacklist in Redis.
 *
 * @param version of the blacklist that was copied; -1 if Redis has lost it
 * @param count number of entries that it should have; -1 if Redis has lost it
 * @param reasons by workflow id
 */
public record BlockedCopy(long version, long count, Map<String, String> reasons) {

  /** Returns true if it is complete and of this version. */
  public boolean isWhole(long wanted) {
    return version == wanted && count == reasons.size();
  }
}
