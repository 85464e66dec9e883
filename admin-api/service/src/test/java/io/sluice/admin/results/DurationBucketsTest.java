package io.sluice.admin.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.results.WorkflowCounts.DurationBuckets;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationBucketsTest {

  private final DurationBuckets buckets = new DurationBuckets();

  @Test
  void ofNothingThereIsNoQuantile() {
    buckets.add(-1, 7);

    assertThat(buckets.quantile(0.5)).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 10, 1_000, 86_400_000})
  void oneDurationIsFoundToWithinItsBucket(long ms) {
    buckets.add(bucket(ms), 1);

    assertThat(quantile(0.5)).isBetween((double) ms / 1.5, (double) ms * 1.5);
    assertThat(quantile(0.95)).isGreaterThanOrEqualTo(quantile(0.5));
  }

  @Test
  void ofManyDurationsTheGuessIsNearTheTruth() {
    long[] all = new Random(7).longs(10_000, 100, 10_000).sorted().toArray();
    LongStream.of(all).forEach(ms -> buckets.add(bucket(ms), 1));

    for (double share : new double[] {0.1, 0.5, 0.95}) {
      double truth = (double) all[(int) (share * all.length)];
      assertThat(quantile(share)).isBetween(truth * 0.8, truth * 1.2);
    }
  }

  private double quantile(double share) {
    return Objects.requireNonNull(buckets.quantile(share)).doubleValue();
  }

  /** The bucket as the recorder computes it in SQL. */
  private static int bucket(long ms) {
    return (int) Math.floor(2 * Math.log((double) Math.max(ms, 1)) / Math.log(2));
  }
}
