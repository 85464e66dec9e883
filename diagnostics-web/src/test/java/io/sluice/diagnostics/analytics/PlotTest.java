package io.sluice.diagnostics.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnostics.analytics.Plot.Column;
import io.sluice.diagnostics.analytics.Plot.Label;
import io.sluice.diagnostics.analytics.Plot.Mark;
import io.sluice.diagnostics.analytics.Plot.Part;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlotTest {

  private static final int INSIDE = Plot.BOTTOM - Plot.TOP;

  @ParameterizedTest
  @CsvSource({
    "0, 0|0.25",
    "1, 0|0.25|0.5|0.75|1",
    "7, 0|2|4|6|8",
    "10, 0|2.5|5|7.5|10",
    "93, 0|25|50|75|100",
    "100, 0|25|50|75|100",
    "101, 0|50|100|150",
    "1234567, 0|500000|1000000|1500000"
  })
  void aLinearAxisHasRoundNumbersUpToTheLargest(double largest, String ticks) {
    assertThat(texts(PlotAxis.linear(largest, 0, PlotTest::plain))).isEqualTo(ticks);
  }

  @Test
  void whatIsCountedHasNoFractions() {
    assertThat(texts(PlotAxis.linear(3, 1, PlotTest::plain))).isEqualTo("0|1|2|3");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1|10",
    "1, 1, 1|10",
    "12, 12000, 10|100|1000|10000|100000",
    "100, 1000, 100|1000"
  })
  void anAxisOfPowersContainsAllValues(double smallest, double largest, String ticks) {
    PlotAxis axis = PlotAxis.powers(smallest, largest, PlotTest::plain);

    assertThat(texts(axis)).isEqualTo(ticks);
    assertThat(axis.place().applyAsDouble(largest)).isBetween(0.0, 1.0);
  }

  @Test
  void partsAreStackedAndTouch() {
    Plot plot =
        Plot.of(
            List.of(
                new Column("a", "one", List.of(Part.of("x", 0, 25), Part.of("y", 25, 100))),
                new Column("b", "none", List.of())),
            PlotAxis.linear(100, 1, PlotTest::plain));

    Mark below = plot.marks().get(0);
    Mark above = plot.marks().get(1);
    assertThat(below.y() + below.height()).isEqualTo(Plot.BOTTOM);
    assertThat(below.height()).isEqualTo(INSIDE / 4.0);
    assertThat(above.y()).isEqualTo(Plot.TOP);
    assertThat(above.y() + above.height()).isEqualTo(below.y());
    assertThat(above.x()).isEqualTo(below.x());
    assertThat(plot.marks()).filteredOn(mark -> mark.kind().equals("hit")).hasSize(1);
    assertThat(plot.marks()).extracting(Mark::text).containsExactly("", "", "one");
    assertThat(plot.lines())
        .extracting(Label::at)
        .contains((double) Plot.BOTTOM, (double) Plot.TOP);
  }

  @Test
  void oneOfAMillionCanBeSeenAndStaysInside() {
    Plot plot =
        Plot.of(
            List.of(new Column("a", "", List.of(Part.of("x", 0, 1)))),
            PlotAxis.linear(1_000_000, 1, PlotTest::plain));

    Mark mark = plot.marks().getFirst();
    assertThat(mark.height()).isGreaterThanOrEqualTo(1.5);
    assertThat(mark.y() + mark.height()).isLessThanOrEqualTo(Plot.BOTTOM);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 24, 31, 168, 400, 744})
  void everyColumnHasItsPlaceAndNotMoreThanSixHaveALabel(int count) {
    Plot plot =
        Plot.of(
            IntStream.range(0, count)
                .mapToObj(i -> new Column("c" + i, "t", List.of(new Part("x", 0, 1, 0, 0.5))))
                .toList(),
            PlotAxis.linear(1, 1, PlotTest::plain));

    List<Mark> marks = plot.marks().stream().filter(mark -> mark.kind().equals("x")).toList();
    assertThat(marks).hasSize(count);
    assertThat(marks).extracting(Mark::width).allMatch(width -> width > 0);
    assertThat(marks).extracting(Mark::x).isSorted();
    assertThat(marks.getLast().x() + marks.getLast().width()).isLessThanOrEqualTo(Plot.RIGHT);
    assertThat(plot.below()).hasSizeBetween(1, 6);
    assertThat(plot.below().getFirst().text()).isEqualTo("c0");
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  private static String texts(PlotAxis axis) {
    return String.join("|", axis.ticks().stream().map(PlotAxis.Tick::text).toList());
  }
}
