package io.sluice.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoakSeriesTest {

  @Test
  void whatGrowsByMoreThanATenthOfItselfInTheSecondHalfIsNotFlat() {
    assertThat(line(100, 19).flat()).isTrue();
    assertThat(line(100, 60).flat()).isFalse();
    assertThat(line(100, 60).row()).contains("GROWS");
  }

  @Test
  void theFirstHalfDoesNotCount() {
    var series = new SoakSeries("grows while it warms up", 0);
    for (int minute = 0; minute <= 60; minute++) {
      series.add(minute / 60.0, minute < 30 ? minute * 10 : 300);
    }

    assertThat(series.flat()).isTrue();
    assertThat(series.trend().mean()).isEqualTo(300);
  }

  @Test
  void aChangeBelowTheNoiseIsFlatAndSoIsWhatShrinks() {
    var small = new SoakSeries("small", 5);
    small.add(0, 1);
    small.add(0.5, 1);
    small.add(1, 5);
    assertThat(small.flat()).isTrue();
    assertThat(line(100, -90).flat()).isTrue();
  }

  @Test
  void theSlopeIsInUnitsAnHourAndAMissingSampleIsLeftOut() {
    var series = line(100, 60);
    series.add(1.1, Double.NaN);

    assertThat(series.trend().slope()).isCloseTo(60, within(1e-6));
    assertThat(series.trend().change()).isCloseTo(30, within(1e-6));
  }

  /** An hour of samples each minute on a straight line. */
  private static SoakSeries line(double from, double anHour) {
    var series = new SoakSeries("line", 0);
    for (int minute = 0; minute <= 60; minute++) {
      series.add(minute / 60.0, from + anHour * minute / 60);
    }
    return series;
  }
}
