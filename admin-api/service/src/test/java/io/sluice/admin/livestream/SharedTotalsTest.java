package io.sluice.admin.livestream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.TestSystem;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Uses a status that no execution ends with, so that only this test counts it. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class SharedTotalsTest {

  private static final ExecutionStatus OURS = ExecutionStatus.AWAITING_APPROVAL;

  @Inject RedisConnection redis;
  @Inject ObjectMapper json;

  @Test
  void aBatchThatComesAgainIsCountedOnce() {
    var totals = new SharedTotals(redis, json);
    totals.add(batch(1, 5), List.of());
    long before = counted(totals);

    totals.add(batch(2, 3), List.of());
    totals.add(batch(2, 3), List.of());

    assertThat(counted(totals)).isEqualTo(before + 3);
  }

  @Test
  void allInstancesAddToTheSameAndSeeTheSame() {
    var one = new SharedTotals(redis, json);
    var other = new SharedTotals(redis, json);
    one.add(batch(1, 1), List.of());
    long before = counted(one);

    one.add(batch(2, 10), List.of());
    other.add(batch(1, 100), List.of());

    assertThat(counted(one)).isEqualTo(before + 110);
    assertThat(other.read()).isEqualTo(one.read());
  }

  private static ExecutionCounters.Batch batch(long number, long count) {
    return new ExecutionCounters.Batch(number, 0, 0, Map.of(OURS, count), Set.of(), List.of());
  }

  private static long counted(SharedTotals totals) {
    return Objects.requireNonNull(totals.read()).finished().getOrDefault(OURS, 0L);
  }
}
