package io.sluice.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private final SignInThrottle throttle = new SignInThrottle();

  @Test
  void aFewFailuresOfOthersBehindTheSameProxyCloseNothing() {
    for (int i = 0; i < 5; i++) {
      throttle.failed("mallory", "proxy", NOW);
    }

    assertThat(throttle.blockedFor("mallory", "proxy", NOW)).isEqualTo(Duration.ofMinutes(1));
    assertThat(throttle.blockedFor("ann", "proxy", NOW)).isZero();
    assertThat(throttle.blockedFor("mallory", "elsewhere", NOW)).isZero();
  }

  @Test
  void fiftyFailuresOfANameFromManyAddressesCloseIt() {
    for (int i = 0; i < 50; i++) {
      assertThat(throttle.blockedFor("ann", "last", NOW)).isZero();
      throttle.failed("ann", "address " + i, NOW);
    }

    assertThat(throttle.blockedFor("ann", "last", NOW)).isPositive();
    assertThat(throttle.blockedFor("ben", "last", NOW)).isZero();
  }

  @Test
  void fiftyFailuresOfAnAddressWithManyNamesCloseIt() {
    for (int i = 0; i < 50; i++) {
      throttle.failed("name " + i, "address", NOW);
    }

    assertThat(throttle.blockedFor("ann", "address", NOW)).isPositive();
  }

  @Test
  void aSuccessForgetsTheFailuresOfThisUserHereOnly() {
    for (int i = 0; i < 5; i++) {
      throttle.failed("ann", "home", NOW);
      throttle.failed("ann", "attacker", NOW);
    }

    throttle.succeeded("ann", "home");

    assertThat(throttle.blockedFor("ann", "home", NOW)).isZero();
    assertThat(throttle.blockedFor("ann", "attacker", NOW)).isPositive();
  }
}
