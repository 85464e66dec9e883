package io.sluice.admin.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationDigestTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 99, 1_000, 12_000, 3_600_000, 604_800_000})
  void aDurationIsRightToWithinOnePercent(long millis) {
    var digest = new DurationDigest();
    digest.add(millis);

    assertThat((double) quantile(digest, 0.95))
        .isCloseTo((double) millis, within(0.01 * (double) millis));
  }

  /** Parts are small and large, stored and not: their ranges differ. */
  @Test
  void whatIsMergedHasTheQuantilesOfAll() {
    var random = new Random(7);
    long[] all =
        LongStream.range(0, 10_000).map(_ -> (long) Math.exp(15 * random.nextDouble())).toArray();
    var sum = DurationDigest.of(new DurationDigest().encoded());
    for (int part = 0; part < 10; part++) {
      var digest = new DurationDigest();
      LongStream.of(all).skip(part * 1_000L).limit(1_000).forEach(digest::add);
      sum.add(part % 2 == 0 ? digest : DurationDigest.of(digest.encoded()));
      sum = DurationDigest.of(sum.encoded());
    }

    long[] sorted = LongStream.of(all).sorted().toArray();
    assertThat(sum.count()).isEqualTo(10_000);
    for (double share : new double[] {0.5, 0.95, 0.99}) {
      double right = sorted[(int) (share * 10_000) - 1];
      assertThat((double) quantile(sum, share)).isCloseTo(right, within(1 + 0.011 * right));
    }
  }

  @Test
  void aClockThatWentBackCountsAsNoTimeAndAYearAsAMonth() {
    var digest = new DurationDigest();
    digest.add(-5);
    assertThat(quantile(digest, 1)).isZero();

    digest.add(365L * 86_400_000);
    assertThat((double) quantile(digest, 1)).isCloseTo(31 * 86_400_000.0, within(27_000_000.0));
  }

  @Test
  void thereIsNoQuantileOfNothing() {
    assertThat(new DurationDigest().quantile(0.5)).isNull();
  }

  @Test
  void theDurationsOfOneKindAreStoredInFewBytes() {
    var digest = new DurationDigest();
    var random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      digest.add(800 + random.nextInt(400));
    }

    assertThat(digest.encoded()).hasSizeLessThan(300);
  }

  private static long quantile(DurationDigest digest, double share) {
    return Objects.requireNonNull(digest.quantile(share));
  }
}
