package io.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LapsedLeasesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final LapsedLeases leases = new LapsedLeases(Duration.ofSeconds(15));

  @Test
  void aRecordIsReapedOnlyAfterAWholeLeaseTimeWithoutChange() {
    assertThat(leases.observe(Map.of("a", "r1"), START)).isEmpty();
    assertThat(leases.observe(Map.of("a", "r1"), START.plusMillis(14_999))).isEmpty();
    assertThat(leases.observe(Map.of("a", "r1"), START.plusSeconds(15)))
        .containsExactly(Map.entry("a", "r1"));
  }

  @Test
  void anyChangeStartsTheLeaseTimeAgain() {
    leases.observe(Map.of("a", "r1"), START);
    assertThat(leases.observe(Map.of("a", "r2"), START.plusSeconds(15))).isEmpty();
    assertThat(leases.observe(Map.of("a", "r2"), START.plusSeconds(30))).hasSize(1);
  }

  @Test
  void aRecordThatWasRenewedMeanwhileStartsAgain() {
    leases.observe(Map.of("a", "r1"), START);
    leases.observe(Map.of(), START.plusSeconds(10));
    assertThat(leases.observe(Map.of("a", "r1"), START.plusSeconds(20))).isEmpty();
  }

  @Test
  void afterAnErrorOfRedisEverythingStartsAgain() {
    leases.observe(Map.of("a", "r1"), START);
    leases.forget();
    assertThat(leases.observe(Map.of("a", "r1"), START.plusSeconds(15))).isEmpty();
  }
}
