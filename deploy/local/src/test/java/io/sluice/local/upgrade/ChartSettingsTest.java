package io.sluice.local.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChartSettingsTest {
  private static final ChartSettings CHART =
      new ChartSettings(Map.of("worker", Map.of("PORT", "9081", "SLOTS", "4")));

  @Test
  void aStandInReplacesAValueOfTheChartAndLeavesTheOthers() {
    assertThat(CHART.of("worker", Map.of("PORT", "1")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("PORT", "1", "SLOTS", "4"));
  }

  @Test
  void aStandInForWhatTheChartDoesNotSetIsRefused() {
    assertThatThrownBy(() -> CHART.of("worker", Map.of("HOST", "x")))
        .hasMessage("The chart does not set HOST of worker");
    assertThatThrownBy(() -> CHART.of("page", Map.of())).hasMessageContaining("page");
  }

  @Test
  void theFileHasThePartsOfTheChart() throws IOException {
    assertThat(ChartSettings.read(Path.of("../bench/chart.json")).byPart())
        .containsOnlyKeys("admin-api", "diagnostics-web", "migrations", "worker");
  }
}
