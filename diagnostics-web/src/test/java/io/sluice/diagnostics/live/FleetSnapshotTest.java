package io.sluice.diagnostics.live;

import static io.sluice.diagnostics.live.FleetSnapshots.NOON;
import static io.sluice.diagnostics.live.FleetSnapshots.after;
import static io.sluice.diagnostics.live.FleetSnapshots.delta;
import static io.sluice.diagnostics.live.FleetSnapshots.ended;
import static io.sluice.diagnostics.live.FleetSnapshots.process;
import static io.sluice.diagnostics.live.FleetSnapshots.queue;
import static io.sluice.diagnostics.live.FleetSnapshots.running;
import static io.sluice.diagnostics.live.FleetSnapshots.snapshot;
import static io.sluice.diagnostics.live.FleetSnapshots.worker;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveEvent;
import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.EndedExecutions.EndedExecution;
import io.sluice.diagnostics.live.FleetSnapshot.StreamStatus;
import io.sluice.diagnostics.live.SampleHistory.FailureCount;
import io.sluice.diagnostics.live.SampleHistory.FleetSample;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetSnapshotTest {

  private static final WorkerView BUSY =
      worker("w", process(1, "ACTIVE", running(1, "RUNNING", "import")));
  private static final WorkerView IDLE = worker("w", process(1, "ACTIVE"));

  @Test
  void aGapInTheNumbersIsNotTaken() {
    var seven = snapshot(queue(0, ""), BUSY);

    assertThat(seven.took(delta(9, List.of()), NOON)).isNull();
    assertThat(seven.took(delta(7, List.of()), NOON)).isNull();
    assertThat(seven.took(delta(8, List.of()), NOON)).isNotNull();
  }

  @Test
  void aDeltaBeforeAnySnapshotIsNotTaken() {
    assertThat(FleetSnapshots.blank().took(delta(0, List.of()), NOON)).isNull();
  }

  @Test
  void aHeartbeatReplacesAllThatWasKnownOfItsWorker() {
    var next = after(snapshot(queue(3, "a"), BUSY), delta(8, List.of(IDLE)), NOON);

    assertThat(seen(next).view()).isEqualTo(IDLE);
    assertThat(next.queue().depth()).isEqualTo(3);
  }

  @Test
  void anExecutionThatLeftItsProcessIsShownWithItsEndForAMoment() {
    var next =
        after(
            snapshot(queue(0, ""), BUSY),
            delta(8, List.of(IDLE), ended(1, ExecutionStatus.SUCCESS)),
            NOON);

    assertThat(next.endings(NOON)).extracting(EndedExecution::status).containsExactly("SUCCESS");
    assertThat(next.endings(NOON.plus(EndedExecution.SHOWN))).isEmpty();
  }

  @Test
  void theEndMayBeToldBeforeOrAfterTheHeartbeat() {
    var before = after(snapshot(queue(0, ""), BUSY), delta(8, List.of(), failed()), NOON);
    var gone = after(before, delta(9, List.of(IDLE)), NOON.plusMillis(500));

    var unknown = after(snapshot(queue(0, ""), BUSY), delta(8, List.of(IDLE)), NOON);
    var applied = after(unknown, delta(9, List.of(), failed()), NOON.plusMillis(500));

    assertThat(gone.endings(NOON.plusMillis(500)).getFirst().status()).isEqualTo("FAILED");
    assertThat(unknown.endings(NOON).getFirst().status()).isEqualTo(EndedExecution.UNKNOWN);
    assertThat(applied.endings(NOON.plusMillis(500)).getFirst().status()).isEqualTo("FAILED");
  }

  @Test
  void anExecutionThatRunsAgainHasNotEnded() {
    var gone = after(snapshot(queue(0, ""), BUSY), delta(8, List.of(IDLE)), NOON);

    var back = after(gone, delta(9, List.of(BUSY)), NOON);

    assertThat(back.endings(NOON)).isEmpty();
  }

  @Test
  void moreThanTenEndsInASecondOnlyMoveCounters() {
    var many =
        IntStream.range(0, 11)
            .mapToObj(number -> running(number, "RUNNING", "echo"))
            .toArray(WorkerView.Running[]::new);
    var full = worker("w", process(1, "ACTIVE", many));

    var next = after(snapshot(queue(0, ""), full), delta(8, List.of(IDLE)), NOON);

    assertThat(next.endings(NOON)).isEmpty();
  }

  @Test
  void aWorkerThatWentOfflineIsGoneAndRemembered() {
    var offline = new LiveEvent.WorkerOffline("w", NOON, NOON);

    var next = after(snapshot(queue(0, ""), BUSY), delta(8, List.of(), offline), NOON);

    assertThat(next.workers()).isEmpty();
    assertThat(next.recent().workers()).isEqualTo(1);
  }

  @Test
  void aLossKeepsWhatWasKnownAndSaysSinceWhen() {
    var lost =
        snapshot(queue(3, "a"), BUSY)
            .lost("It broke.", NOON.plusSeconds(1), NOON.plusSeconds(2))
            .lost("Still.", NOON.plusSeconds(5), NOON.plusSeconds(7));

    assertThat(lost.link())
        .isEqualTo(new StreamStatus.Lost(NOON.plusSeconds(1), "Still.", NOON.plusSeconds(7)));
    assertThat(lost.workers()).hasSize(1);
    assertThat(lost.updatedAt(NOON.plusSeconds(9))).isEqualTo(NOON);
  }

  @Test
  void nobodyIsLateWhileNoFrameComes() {
    var old = snapshot(queue(0, ""), BUSY);
    var quiet = old.lost("It broke.", NOON.plusSeconds(60), NOON.plusSeconds(61));
    var heard = after(old, delta(8, List.of()), NOON.plusSeconds(60));

    assertThat(quiet.isLate(seen(quiet))).isFalse();
    assertThat(heard.isLate(seen(heard))).isTrue();
  }

  @Test
  void ratesAreOfTheLastMinuteAndBeginAgainWithTheCounters() {
    var history = SampleHistory.NONE;
    for (int second = 0; second <= 120; second += 10) {
      var totals = FleetSnapshots.totals(second * 2L, second, second * 3L, second);
      history = history.with(FleetSample.of(NOON.plusSeconds(second), 1, 2, totals));
    }

    assertThat(history.rates()).contains(new SampleHistory.Rates(120, 60, 240));
    assertThat(history.failures().map(FailureCount::share)).contains("25 %");
    var wiped = FleetSample.of(NOON.plusSeconds(130), 0, 0, FleetSnapshots.totals(1, 1, 1, 0));
    assertThat(history.with(wiped).samples()).containsExactly(wiped);
  }

  @Test
  void aQuarterOfAnHourIsKeptInTensOfSeconds() {
    var history = SampleHistory.NONE;
    for (int second = 0; second <= 3_600; second++) {
      var totals = FleetSnapshots.totals(second, second, second, 0);
      history = history.with(FleetSample.of(NOON.plusSeconds(second), 0, 0, totals));
    }

    var first = history.samples().getFirst().at();
    assertThat(Duration.between(first, NOON.plusSeconds(3_600)))
        .isBetween(SampleHistory.KEPT.minus(SampleHistory.INTERVAL), SampleHistory.KEPT);
    assertThat(history.samples()).hasSizeBetween(85, 105);
  }

  private static FleetSnapshot.Seen seen(FleetSnapshot snapshot) {
    return requireNonNull(snapshot.workers().get("w"));
  }

  private static LiveEvent failed() {
    return ended(1, ExecutionStatus.FAILED);
  }
}
