package io.sluice.diagnostics.worker;

import static io.sluice.diagnostics.live.FleetSnapshots.NOON;
import static io.sluice.diagnostics.live.FleetSnapshots.after;
import static io.sluice.diagnostics.live.FleetSnapshots.applied;
import static io.sluice.diagnostics.live.FleetSnapshots.delta;
import static io.sluice.diagnostics.live.FleetSnapshots.ended;
import static io.sluice.diagnostics.live.FleetSnapshots.process;
import static io.sluice.diagnostics.live.FleetSnapshots.queue;
import static io.sluice.diagnostics.live.FleetSnapshots.running;
import static io.sluice.diagnostics.live.FleetSnapshots.snapshot;
import static io.sluice.diagnostics.live.FleetSnapshots.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveEvent;
import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.FleetSnapshots;
import io.sluice.diagnostics.worker.CommandPages.ProcessCount;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessCountTest {

  private static final WorkerView HEARD =
      worker("w", process(1, "ACTIVE", running(1, "RUNNING", "import")));

  @Test
  void whatHasBegunSinceTheHeartbeatIsCountedAndNotNamed() {
    var dialog = recycle(HEARD, live(applied(2, ExecutionStatus.RUNNING, null)));

    assertThat(dialog.losses().healthy()).isEqualTo(2);
    assertThat(dialog.losses().named())
        .extracting(ExecutionRow::workflow)
        .containsExactly("import");
    assertThat(dialog.losses().unnamed()).isEqualTo(1);
  }

  @Test
  void whatHasEndedSinceTheHeartbeatCostsNothing() {
    var dialog = recycle(HEARD, live(ended(1, ExecutionStatus.SUCCESS)));

    assertThat(dialog.cost()).contains("It runs no healthy execution.");
  }

  @Test
  void aHeartbeatThatThisInstanceHasNotHeardOfIsBelieved() {
    var later = worker("w", NOON.plusSeconds(10), HEARD.processes());

    var dialog = recycle(later, live(applied(2, ExecutionStatus.RUNNING, null)));

    assertThat(dialog.losses().healthy()).isEqualTo(1);
  }

  @Test
  void aStreamThatNamesNothingTakesNoNamesAway() {
    var unnamed = worker("w", process(1, "ACTIVE", FleetSnapshots.foreign("RUNNING")));

    var dialog = recycle(HEARD, snapshot(queue(0, ""), unnamed));

    assertThat(dialog.losses().named())
        .extracting(ExecutionRow::workflow)
        .containsExactly("import");
  }

  private static FleetSnapshot live(LiveEvent event) {
    return after(snapshot(queue(0, ""), HEARD), delta(8, List.of(), event), NOON);
  }

  private static ConfirmationView recycle(WorkerView applied, FleetSnapshot snapshot) {
    var process = ProcessCount.of(applied, applied.processes().getFirst(), snapshot);
    return ConfirmationView.recycle(applied, process, new ConfirmationView.Form("", ""), NOON);
  }
}
