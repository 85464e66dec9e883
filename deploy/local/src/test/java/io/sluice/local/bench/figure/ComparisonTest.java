package io.sluice.local.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.bench.figure.Figure.Better;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir private Path folder;

  @Test
  void aRateThatFellByMoreThanTheToleranceIsWorse() {
    assertThat(compare(Better.HIGHER, List.of(100.0), List.of(84.0))).isTrue();
    assertThat(compare(Better.HIGHER, List.of(100.0), List.of(86.0))).isFalse();
    assertThat(compare(Better.HIGHER, List.of(100.0), List.of(200.0))).isFalse();
  }

  @Test
  void aDelayThatRoseByMoreThanTheToleranceIsWorse() {
    assertThat(compare(Better.LOWER, List.of(100.0), List.of(116.0))).isTrue();
    assertThat(compare(Better.LOWER, List.of(100.0), List.of(114.0))).isFalse();
    assertThat(compare(Better.LOWER, List.of(100.0), List.of(50.0))).isFalse();
  }

  @Test
  void valuesThatOverlapAreNotWorse() {
    assertThat(compare(Better.HIGHER, List.of(80.0, 100.0, 120.0), List.of(60.0, 70.0, 81.0)))
        .isFalse();
    assertThat(compare(Better.LOWER, List.of(80.0, 100.0, 120.0), List.of(119.0, 140.0, 150.0)))
        .isFalse();
    assertThat(compare(Better.LOWER, List.of(80.0, 100.0, 120.0), List.of(121.0, 140.0, 150.0)))
        .isTrue();
  }

  @Test
  void onlyFiguresOfBothRunsAreCompared() {
    var comparison =
        Comparison.of(
            List.of(figure("gone", Better.HIGHER, 100.0), figure("kept", Better.HIGHER, 100.0)),
            List.of(figure("new", Better.HIGHER, 1.0), figure("kept", Better.HIGHER, 100.0)),
            0.15);

    assertThat(comparison.rows()).extracting(Comparison.Row::name).containsExactly("kept");
    assertThat(comparison.table()).contains("| kept | 1.00 |").doesNotContain("WORSE");
  }

  @Test
  void aStoredFigureOfZeroHasNoRatioAndIsLeftOut() {
    assertThat(
            Comparison.of(
                    List.of(figure("a difference", Better.LOWER, 0.0)),
                    List.of(figure("a difference", Better.LOWER, 0.2)),
                    0.15)
                .rows())
        .isEmpty();
  }

  @Test
  void theMedianIsAValueThatWasMeasured() {
    assertThat(figure("three", Better.LOWER, 3.0, 1.0, 2.0).median()).isEqualTo(2.0);
    assertThat(figure("two", Better.LOWER, 2.0, 1.0).median()).isEqualTo(1.0);
    assertThat(figure("three", Better.LOWER, 3.0, 1.0, 2.0).row())
        .isEqualTo("| three | 2.0 ms | 1.0 to 3.0, 3 rounds |");
  }

  @Test
  void aRunIsReadAsItWasWritten() throws IOException {
    var figures = List.of(figure("a rate", Better.HIGHER, 1.5, 2.5));
    FigureFile.write(folder.resolve("run.json"), figures);

    assertThat(FigureFile.read(folder.resolve("run.json"))).isEqualTo(figures);
  }

  @Test
  void anotherFileIsRefusedByName() throws IOException {
    Files.writeString(folder.resolve("other.json"), "{\"figures\":[{\"name\":1,\"values\":[]}]}");

    assertThatThrownBy(() -> FigureFile.read(folder.resolve("none.json")))
        .hasMessageContaining("none.json");
    assertThatThrownBy(() -> FigureFile.read(folder.resolve("other.json")))
        .hasMessageContaining("other.json was not written by --out");
  }

  private static boolean compare(Better better, List<Double> stored, List<Double> measured) {
    return Comparison.of(
            List.of(new Figure("a figure", "ms", better, stored)),
            List.of(new Figure("a figure", "ms", better, measured)),
            0.15)
        .isWorse();
  }

  private static Figure figure(String name, Better better, Double... values) {
    return new Figure(name, "ms", better, List.of(values));
  }
}
