package io.sluice.orchestrator.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimConfigTest {

  @Test
  void theDefaultsAreThoseOfTheDesign() {
    ClaimConfig config = config(Map.of());

    assertThat(config.renewEvery()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.leaseTtl()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.looksLapsed()).isEqualTo(Duration.ofSeconds(4));
    assertThat(config.resendAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.permitWithin()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.exclusiveStopAfter()).isEqualTo(Duration.ofSeconds(12));
    assertThat(config.violations()).isEmpty();
  }

  @Test
  void allTimesScaleTogether() {
    assertThat(
            config(
                    Map.of(
                        "lease-ttl", "2s",
                        "renew-every", "400ms",
                        "looks-lapsed", "533ms",
                        "resend-after", "1333ms",
                        "permit-within", "1333ms",
                        "exclusive-stop-after", "1600ms"))
                .violations())
        .isEmpty();
  }

  @Test
  void timesThatContradictEachOtherAreRefusedByName() {
    assertThat(
            config(Map.of("renew-every", "4s", "exclusive-stop-after", "15s", "results-limit", "0"))
                .violations())
        .containsExactly(
            "SLUICE_INTAKE_RENEW_EVERY is PT4S; it must be shorter than"
                + " SLUICE_INTAKE_LOOKS_LAPSED, which is PT4S.",
            "SLUICE_INTAKE_EXCLUSIVE_STOP_AFTER is PT15S; it must be shorter than"
                + " SLUICE_INTAKE_LEASE_TTL, which is PT15S.",
            "SLUICE_INTAKE_RESULTS_LIMIT is 0; allowed is 1 to 10000000.");
  }

  private static ClaimConfig config(Map<String, String> values) {
    var named = new HashMap<String, String>();
    values.forEach((key, value) -> named.put("sluice.intake." + key, value));
    return new SmallRyeConfigBuilder()
        .withMapping(ClaimConfig.class)
        .withDefaultValues(named)
        .withConverter(Duration.class, 200, new DurationConverter())
        .build()
        .getConfigMapping(ClaimConfig.class);
  }
}
