package io.sluice.diagnostics.worker;

import static io.sluice.diagnostics.live.FleetSnapshots.NOON;
import static io.sluice.diagnostics.live.FleetSnapshots.process;
import static io.sluice.diagnostics.live.FleetSnapshots.queue;
import static io.sluice.diagnostics.live.FleetSnapshots.running;
import static io.sluice.diagnostics.live.FleetSnapshots.snapshot;
import static io.sluice.diagnostics.live.FleetSnapshots.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnostics.live.FleetSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetFilterTest {

  private static final FleetSnapshot TOLD =
      snapshot(
          queue(0, ""),
          worker("alpha", process(1, "ACTIVE", running(1, "STUCK", "a"))),
          worker("beta", process(1, "ACTIVE"), process(2, "DRAINING")));

  @ParameterizedTest
  @CsvSource({
    "ALPH, '', '', '', alpha",
    "'', DRAINING, '', '', beta",
    "'', STUCK, '', '', alpha",
    "'', '', thread, 1.0, 'alpha beta'",
    "'', '', isolated, '', ''",
    "'', '', '', 2.0, ''"
  })
  void showsWhatFits(String host, String state, String model, String version, String ids) {
    var filter = new FleetFilter(host, state, model, version, false);

    var table = FleetView.of(TOLD, filter, NOON);

    assertThat(String.join(" ", table.workers().stream().map(WorkerCard::id).toList()))
        .isEqualTo(ids);
  }

  @Test
  void eachChipLeadsToTheAddressWithoutIt() {
    var filter = new FleetFilter("a&b", "STUCK", "", "", true);

    assertThat(filter.chips())
        .containsExactly(
            new FleetFilter.Chip("host: a&b", "/workers?state=STUCK&only=executions"),
            new FleetFilter.Chip("state: STUCK", "/workers?host=a%26b&only=executions"),
            new FleetFilter.Chip("only: executions", "/workers?host=a%26b&state=STUCK"));
  }
}
