package io.sluice.local.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.port.PortPlan.WorkerPorts;
import io.sluice.local.service.Layout;
import io.sluice.local.state.StateFolder;
import io.sluice.local.upgrade.StandIns.Addresses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

  /** The upgrade itself takes minutes, and is not part of a build. */
  @Test
  void everyStandInIsForAVariableThatTheChartSets() throws IOException {
    try (StateFolder state = StateFolder.open(Optional.empty())) {
      var standIns =
          new StandIns(
              ChartSettings.read(Path.of("../bench/chart.json")),
              Layout.of(Path.of("../..")),
              UpgradeFolder.in(state),
              new Addresses("jdbc", "user", "redis", "api", "management"));
      var ports = new WorkerPorts(1, 2);

      assertThat(standIns.migrations(ports)).containsEntry("QUARKUS_MANAGEMENT_PORT", "2");
      assertThat(standIns.adminApi(ports)).containsEntry("QUARKUS_REDIS_HOSTS", "redis");
      assertThat(standIns.page(ports)).containsEntry("SLUICE_ADMIN_API_URL", "api");
      assertThat(standIns.worker(1, ports))
          .containsEntry("SLUICE_REGISTRATION_HOSTNAME", "worker-1");
    }
  }
}
