package io.sluice.diagnostics.live;

import static io.sluice.diagnostics.live.FleetSnapshots.NOON;
import static io.sluice.diagnostics.live.FleetSnapshots.after;
import static io.sluice.diagnostics.live.FleetSnapshots.applied;
import static io.sluice.diagnostics.live.FleetSnapshots.delta;
import static io.sluice.diagnostics.live.FleetSnapshots.ended;
import static io.sluice.diagnostics.live.FleetSnapshots.id;
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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OptimisticOverlayTest {

  private static final LiveEvent BEGAN = applied(1, ExecutionStatus.RUNNING, null);
  private static final WorkerView IDLE = worker("w", process(1, "ACTIVE"));
  private static final WorkerView BUSY =
      worker("w", process(1, "ACTIVE", running(1, "RUNNING", "import")));
  private static final FleetSnapshot EMPTY = snapshot(queue(0, ""), IDLE);

  @Test
  void whatIsToldToRunHasARowInItsProcessAtOnceAndTakesASlot() {
    var began = after(EMPTY, delta(8, List.of(), BEGAN), NOON);

    assertThat(rows(began)).containsExactly(id(1));
    assertThat(WorkerLoad.of(began)).isEqualTo(new WorkerLoad(2, 1, 1, 0, 0));
  }

  @Test
  void whatIsToldToHaveEndedLeavesAtOnceWithItsEndAndFreesItsSlot() {
    var done =
        after(
            snapshot(queue(0, ""), BUSY),
            delta(8, List.of(), ended(1, ExecutionStatus.SUCCESS)),
            NOON);

    assertThat(rows(done)).isEmpty();
    assertThat(done.endings(NOON)).extracting(EndedExecution::status).containsExactly("SUCCESS");
    assertThat(WorkerLoad.of(done)).isEqualTo(new WorkerLoad(3, 3, 0, 0, 0));
  }

  @Test
  void aStuckOneKeepsItsRowThoughItsStatusIsAnEnd() {
    var failed = applied(1, ExecutionStatus.FAILED, "ExecutionStuck");
    var beforeItsHeartbeat = after(snapshot(queue(0, ""), BUSY), delta(8, List.of(), failed), NOON);
    var stuck = worker("w", process(1, "ACTIVE", running(1, "STUCK", "import")));
    var ended = after(snapshot(queue(0, ""), stuck), delta(8, List.of(), succeeded()), NOON);

    assertThat(rows(beforeItsHeartbeat)).containsExactly(id(1));
    assertThat(rows(ended)).containsExactly(id(1));
  }

  @Test
  void aHeartbeatOfTheSameMomentMayBeOlderThanWhatWasTold() {
    var began = after(EMPTY, delta(8, List.of(), BEGAN), NOON);
    var stale = after(began, delta(9, List.of(IDLE)), NOON.plusMillis(500));

    var done = after(snapshot(queue(0, ""), BUSY), delta(8, List.of(), succeeded()), NOON);
    var late = after(done, delta(9, List.of(BUSY)), NOON.plusMillis(500));

    assertThat(rows(stale)).containsExactly(id(1));
    assertThat(rows(late)).isEmpty();
    assertThat(late.endings(NOON.plusMillis(500))).hasSize(1);
  }

  @Test
  void aLaterHeartbeatIsBelieved() {
    var began = after(EMPTY, delta(8, List.of(), BEGAN), NOON);
    var gone = after(began, delta(9, List.of(IDLE)), NOON.plusMillis(1_500));

    var done = after(snapshot(queue(0, ""), BUSY), delta(8, List.of(), succeeded()), NOON);
    var again = after(done, delta(9, List.of(BUSY)), NOON.plusMillis(1_500));

    assertThat(rows(gone)).isEmpty();
    assertThat(rows(again)).containsExactly(id(1));
  }

  @Test
  void aRowThatWasToldStaysUntilTheNextHeartbeat() {
    var began = after(EMPTY, delta(8, List.of(), BEGAN), NOON);

    var later = after(began, delta(9, List.of(), began(2)), NOON.plusSeconds(5));

    assertThat(rows(later)).containsExactly(id(1), id(2));
  }

  @Test
  void withoutAFreeSlotOrItsProcessTheRowIsLeftToTheHeartbeat() {
    var three = new LiveEvent[] {BEGAN, began(2), began(3)};
    var full = after(EMPTY, delta(8, List.of(), three), NOON);
    var draining = snapshot(queue(0, ""), worker("w", process(1, "DRAINING")));
    var other = snapshot(queue(0, ""), worker("w", process(2, "ACTIVE")));

    assertThat(rows(full)).containsExactly(id(1), id(2));
    assertThat(rows(after(draining, delta(8, List.of(), BEGAN), NOON))).isEmpty();
    assertThat(rows(after(other, delta(8, List.of(), BEGAN), NOON))).isEmpty();
  }

  @Test
  void whatBeginsLeavesTheQueueInTheSameFrame() {
    var waits = applied(10_001, ExecutionStatus.PENDING, null);
    var begins = applied(10_000, ExecutionStatus.RUNNING, null);

    var next = after(snapshot(queue(3, "import"), IDLE), delta(8, List.of(), waits, begins), NOON);

    assertThat(next.queue().depth()).isEqualTo(2);
    assertThat(next.queue().items()).extracting(i -> i.executionId()).doesNotContain(id(10_000));
    assertThat(next.queue().items()).extracting(i -> i.executionId()).contains(id(10_001));
    assertThat(rows(next)).containsExactly(id(10_000));
  }

  private static LiveEvent began(int number) {
    return applied(number, ExecutionStatus.RUNNING, null);
  }

  private static LiveEvent succeeded() {
    return ended(1, ExecutionStatus.SUCCESS);
  }

  private static List<UUID> rows(FleetSnapshot snapshot) {
    return requireNonNull(snapshot.workers().get("w")).view().processes().stream()
        .flatMap(NamedExecutions::in)
        .map(NamedExecutions::id)
        .toList();
  }
}
