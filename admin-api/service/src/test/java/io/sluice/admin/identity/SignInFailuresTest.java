package io.sluice.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.identity.SignInThrottle.SignInFailures;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInFailuresTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void theFifthFailureWithinAMinuteBlocksForAMinute() {
    SignInFailures four = failed(SignInFailures.NONE, NOON, 4);

    assertThat(four.blockedFor(NOON)).isZero();
    SignInFailures five = four.failed(5, NOON.plusSeconds(59));
    assertThat(five.blockedFor(NOON.plusSeconds(59))).isEqualTo(Duration.ofMinutes(1));
    assertThat(five.blockedFor(NOON.plusSeconds(118))).isEqualTo(Duration.ofSeconds(1));
    assertThat(five.blockedFor(NOON.plusSeconds(119))).isZero();
  }

  @Test
  void aFailureOfMoreThanAMinuteAgoDoesNotCount() {
    SignInFailures four = failed(SignInFailures.NONE, NOON, 4);

    assertThat(four.failed(5, NOON.plusSeconds(60)).blockedFor(NOON.plusSeconds(60))).isZero();
  }

  @Test
  void eachFurtherFailureClosesItForTwiceAsLongUpToAQuarterOfAnHour() {
    SignInFailures failures = failed(SignInFailures.NONE, NOON, 5);
    Instant now = NOON;
    for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
      assertThat(failures.blockedFor(now)).isEqualTo(Duration.ofMinutes(minutes));
      now = failures.blockedUntil();
      failures = failures.failed(5, now);
    }
  }

  @Test
  void allIsForgottenAfterAQuarterOfAnHour() {
    SignInFailures failures = failed(SignInFailures.NONE, NOON, 5);
    Instant later = failures.blockedUntil().plus(Duration.ofMinutes(15)).plusSeconds(1);

    assertThat(failed(failures, later, 4).blockedFor(later)).isZero();
    assertThat(failed(failures, later, 5).blockedFor(later)).isEqualTo(Duration.ofMinutes(1));
  }

  private static SignInFailures failed(SignInFailures failures, Instant at, int times) {
    for (int i = 0; i < times; i++) {
      failures = failures.failed(5, at);
    }
    return failures;
  }
}
