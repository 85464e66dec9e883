package io.sluice.admin.circuitbreaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.circuitbreaker.BreakerRules.BreakerPolicy;
import io.sluice.admin.circuitbreaker.BreakerRules.TrialEffect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerRulesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final BreakerPolicy FIVE_IN_AN_HOUR = new BreakerPolicy(5, Duration.ofMinutes(60));

  @Test
  void itTripsAtTheThresholdAndNotBefore() {
    assertThat(BreakerRules.onStuck(4, "a.B.c(B.java:1)", FIVE_IN_AN_HOUR)).isEmpty();
    assertThat(BreakerRules.onStuck(5, "a.B.c(B.java:1)", FIVE_IN_AN_HOUR))
        .contains("5 x stuck in 60 min, most often B.c");
    assertThat(BreakerRules.onStuck(7, null, FIVE_IN_AN_HOUR)).contains("7 x stuck in 60 min");
  }

  @Test
  void itCountsSinceTheWindowBeganOrSinceTheCountBeganAfresh() {
    Instant hourAgo = NOW.minus(Duration.ofHours(1));

    assertThat(BreakerRules.countsFrom(FIVE_IN_AN_HOUR, null, NOW)).isEqualTo(hourAgo);
    assertThat(BreakerRules.countsFrom(FIVE_IN_AN_HOUR, hourAgo.minusSeconds(1), NOW))
        .isEqualTo(hourAgo);
    assertThat(BreakerRules.countsFrom(FIVE_IN_AN_HOUR, NOW.minusSeconds(1), NOW))
        .isEqualTo(NOW.minusSeconds(1));
  }

  @Test
  void theLastSuccessReleasesAndTheFirstStuckProbeFails() {
    assertThat(BreakerRules.onTrial(3, false, null)).isEqualTo(new TrialEffect.Left(2));
    assertThat(BreakerRules.onTrial(1, false, null)).isEqualTo(new TrialEffect.Released());
    assertThat(BreakerRules.onTrial(1, true, "a.B.c(B.java:1)"))
        .isEqualTo(new TrialEffect.Failed("stuck on probation in B.c"));
    assertThat(BreakerRules.onTrial(3, true, null))
        .isEqualTo(new TrialEffect.Failed("stuck on probation"));
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Import.parse(Import.java:88), Import.parse",
    "Import.parse(Import.java:88), Import.parse",
    "parse, parse",
    "'a.B.c\n(x)', B.c?",
  })
  void aCallIsNamedByClassAndMethod(String frame, String call) {
    assertThat(BreakerRules.call(frame)).isEqualTo(call);
  }
}
