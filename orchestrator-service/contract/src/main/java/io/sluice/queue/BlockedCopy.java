package io.sluice.queue;

import java.util.Map;

/**
 * Redis' copy of the blacklist.
 *
 * @param version what it was copied from; -1 when Redis has lost it
 * @param count how many entries it should have; -1 when Redis has lost it
 * @param reasons by workflow id
 */
public record BlockedCopy(long version, long count, Map<String, String> reasons) {

  /** Whether it is complete and of this version. */
  public boolean isWhole(long wanted) {
    return version == wanted && count == reasons.size();
  }
}
