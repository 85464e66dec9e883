package io.sluice.admin.user;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What failed of late under one user name or from one address (security, section 2): five failures
 * within a minute close the door for a minute, and each further one for twice as long as the last,
 * up to a quarter of an hour. After a quarter of an hour without a failure all is forgotten.
 *
 * @param recent those of the last minute that have not closed the door
 * @param closings how often in a row the door was closed
 */
record Failures(List<Instant> recent, int closings, Instant closedUntil) {

  static final Failures NONE = new Failures(List.of(), 0, Instant.MIN);

  private static final int MOST = 5;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  Failures failed(Instant now) {
    int before = closings > 0 && now.isAfter(closedUntil.plus(LONGEST)) ? 0 : closings;
    List<Instant> all =
        Stream.concat(recent.stream().filter(at -> at.isAfter(now.minus(WINDOW))), Stream.of(now))
            .toList();
    if (before == 0 && all.size() < MOST) {
      return new Failures(all, 0, Instant.MIN);
    }
    return new Failures(List.of(), before + 1, now.plus(delay(before)));
  }

  private static Duration delay(int closings) {
    Duration doubled = WINDOW.multipliedBy(1L << Math.min(closings, 4));
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  /** How long the door stays closed; zero when it is open. */
  Duration closedFor(Instant now) {
    return now.isBefore(closedUntil) ? Duration.between(now, closedUntil) : Duration.ZERO;
  }
}
