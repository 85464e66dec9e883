package io.sluice.diagnostics.operations;

import static io.sluice.diagnostics.live.FleetSnapshots.blank;
import static io.sluice.diagnostics.live.FleetSnapshots.process;
import static io.sluice.diagnostics.live.FleetSnapshots.queue;
import static io.sluice.diagnostics.live.FleetSnapshots.running;
import static io.sluice.diagnostics.live.FleetSnapshots.snapshot;
import static io.sluice.diagnostics.live.FleetSnapshots.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.WorkerLoad;
import io.sluice.diagnostics.operations.Funnel.Bottleneck;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BottleneckTest {

  private static final WorkerView.ProcessState BUSY =
      process(1, "ACTIVE", running(1, "RUNNING", "a"), running(2, "STUCK", "b"));

  @Test
  void namesTheBottleneck() {
    assertThat(said(snapshot(queue(0, "")))).isEqualTo("No worker is connected.");
    assertThat(said(snapshot(queue(2, "a"))))
        .isEqualTo("No execution runs: no worker is connected, and 2 executions wait.");
    assertThat(said(snapshot(queue(5, "a"), full())))
        .isEqualTo("Workers are full: 2 of 2 slots, 1 of them stuck.");
    assertThat(said(snapshot(queue(1, "a"), worker("w", BUSY))))
        .isEqualTo("1 execution waits, and 2 slots are free: see why each one waits.");
    assertThat(said(snapshot(queue(0, ""), worker("w", BUSY))))
        .isEqualTo("No bottleneck: 2 of 4 slots in use, 0 waiting.");
    assertThat(said(blank())).isEmpty();
  }

  private static String said(FleetSnapshot snapshot) {
    return Bottleneck.sentence(snapshot, WorkerLoad.of(snapshot));
  }

  private static WorkerView full() {
    var free = worker("w", BUSY);
    return new WorkerView(
        free.type(),
        free.workerId(),
        free.timestamp(),
        free.hostname(),
        free.version(),
        Instant.EPOCH,
        free.status(),
        null,
        free.executionModel(),
        free.processes(),
        null,
        new WorkerView.Claims(0, true));
  }
}
