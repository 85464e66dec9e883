package io.sluice.admin.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Failed sign-ins of one user name or address (docs/security.md). Five failures within a minute
 * block it for a minute; each further failure doubles the block, up to 15 minutes. After 15 minutes
 * without a failure the count starts again.
 *
 * @param recent failures of the last minute that have not led to a block
 * @param blocks number of blocks in a row
 */
record SignInFailures(List<Instant> recent, int blocks, Instant blockedUntil) {

  static final SignInFailures NONE = new SignInFailures(List.of(), 0, Instant.MIN);

  private static final int MAX_FAILURES = 5;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration MAX_BLOCK_DURATION = Duration.ofMinutes(15);

  SignInFailures failed(Instant now) {
    int before = blocks > 0 && now.isAfter(blockedUntil.plus(MAX_BLOCK_DURATION)) ? 0 : blocks;
    List<Instant> all =
        Stream.concat(recent.stream().filter(at -> at.isAfter(now.minus(WINDOW))), Stream.of(now))
            .toList();
    if (before == 0 && all.size() < MAX_FAILURES) {
      return new SignInFailures(all, 0, Instant.MIN);
    }
    return new SignInFailures(List.of(), before + 1, now.plus(delay(before)));
  }

  private static Duration delay(int blocks) {
    Duration doubled = WINDOW.multipliedBy(1L << Math.min(blocks, 4));
    return doubled.compareTo(MAX_BLOCK_DURATION) > 0 ? MAX_BLOCK_DURATION : doubled;
  }

  /** Returns the remaining block; zero if there is none. */
  Duration blockedFor(Instant now) {
    return now.isBefore(blockedUntil) ? Duration.between(now, blockedUntil) : Duration.ZERO;
  }
}
