package io.sluice.orchestrator.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrationConfigTest {

  @Test
  void aWorkerIsKnownByTheNameThatItIsGiven() {
    String pod = "demo-worker-" + "x".repeat(70) + "-5d4f8c7b9-abcde";
    var config = config(Map.of("sluice.registration.hostname", pod));

    var identity = WorkerIdentity.create(config.hostname(), "1", Instant.EPOCH);

    assertThat(config.violations()).isEmpty();
    assertThat(identity.hostname()).isEqualTo(pod);
    assertThat(identity.workerId()).matches(pod + "-[0-9a-f]{8}");
  }

  @Test
  void withoutANameItHasThatOfItsHostAndNeverTheSameIdTwice() {
    var config = config(Map.of());

    var first = WorkerIdentity.create(config.hostname(), "1", Instant.EPOCH);
    var second = WorkerIdentity.create(config.hostname(), "1", Instant.EPOCH);

    assertThat(first.hostname()).isNotEmpty().isEqualTo(second.hostname());
    assertThat(first.workerId()).isNotEqualTo(second.workerId());
  }

  @Test
  void wrongValuesAreRefusedByName() {
    var config =
        config(
            Map.of(
                "sluice.registration.hostname", "two words",
                "sluice.registration.heartbeat-interval-seconds", "21"));

    assertThat(config.violations())
        .containsExactly(
            "WORKER_HEARTBEAT_INTERVAL_SECONDS is 21; allowed is 1 to 20.",
            "SLUICE_REGISTRATION_HOSTNAME is two words; allowed are 1 to 190 letters, digits, dots,"
                + " underscores and hyphens.");
  }

  private static RegistrationConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(RegistrationConfig.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(RegistrationConfig.class);
  }
}
