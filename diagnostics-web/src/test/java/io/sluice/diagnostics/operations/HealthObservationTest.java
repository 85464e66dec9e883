package io.sluice.diagnostics.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnostics.operations.AdminApiHealth.HealthObservation;
import io.sluice.diagnostics.operations.AdminApiProbe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthObservationTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration TOOK = Duration.ofMillis(5);

  @Test
  void theFirstLookIsWhereSinceBegins() {
    var seen = HealthObservation.following(null, failing("redis"), NOON, TOOK);

    assertThat(seen.since()).isEqualTo(NOON);
    assertThat(seen.failingSince()).containsEntry("redis", NOON);
  }

  @Test
  void aCheckThatStillFailsKeepsItsBeginningAndANewOneGetsItsOwn() {
    var first = HealthObservation.following(null, failing("redis"), NOON, TOOK);

    var second =
        HealthObservation.following(first, failing("redis", "database"), NOON.plusSeconds(5), TOOK);

    assertThat(second.since()).isEqualTo(NOON);
    assertThat(second.failingSince())
        .containsEntry("redis", NOON)
        .containsEntry("database", NOON.plusSeconds(5));
  }

  @Test
  void aRecoveryForgetsTheBeginning() {
    var down = HealthObservation.following(null, failing("redis"), NOON, TOOK);
    var up =
        HealthObservation.following(
            down, new ProbeResult.Ready(List.of()), NOON.plusSeconds(5), TOOK);

    var downAgain = HealthObservation.following(up, failing("redis"), NOON.plusSeconds(10), TOOK);

    assertThat(up.since()).isEqualTo(NOON.plusSeconds(5));
    assertThat(up.failingSince()).isEmpty();
    assertThat(downAgain.since()).isEqualTo(NOON.plusSeconds(10));
    assertThat(downAgain.failingSince()).containsEntry("redis", NOON.plusSeconds(10));
  }

  private static ProbeResult failing(String... checks) {
    return new ProbeResult.NotReady(
        "checks fail",
        List.of(checks).stream().map(name -> new ProbeResult.Check(name, false)).toList());
  }
}
