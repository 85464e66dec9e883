package io.sluice.admin.stream;

import static io.sluice.admin.stream.Views.EMPTY_QUEUE;
import static io.sluice.admin.stream.Views.NOW;
import static io.sluice.admin.stream.Views.worker;
import static io.sluice.admin.stream.Views.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.LiveTotals;
import io.sluice.api.WorkerView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardTest {

  private final Board board = new Board();

  @Test
  void thereIsNoSnapshotBeforeEverythingWasLookedAt() {
    board.queue(EMPTY_QUEUE);
    assertThat(board.cut(true)).isEqualTo(new Board.Cut(null, null));

    board.registered(workers("a"), NOW);
    assertThat(snapshot().workers()).hasSize(1);

    board.forgetQueue();
    assertThat(board.cut(false).snapshot()).isNull();
  }

  @Test
  void whoWasThereAtTheFirstLookHasNotComeOnline() {
    board.registered(workers("a"), NOW);

    assertThat(delta().events()).isEmpty();
    board.registered(workers("a", "b"), NOW);
    assertThat(delta().events()).containsExactly(new LiveEvent.WorkerOnline("b", "host-of-b", NOW));
  }

  @Test
  void whoIsNotRegisteredAnyMoreIsOffline() {
    board.registered(workers("a", "b"), NOW);
    delta();

    board.registered(workers("a"), NOW.plusSeconds(40));

    assertThat(delta().events())
        .containsExactly(new LiveEvent.WorkerOffline("b", NOW, NOW.plusSeconds(40)));
    assertThat(snapshotOf(board).workers()).extracting(WorkerView::workerId).containsExactly("a");
  }

  @Test
  void aLookAtSomeSaysNothingOfTheOthers() {
    board.registered(workers("a", "b", "c"), NOW);
    delta();

    board.polled(List.of("a", "b"), Views.of(worker("b", 1)), NOW);

    LiveFrame.Delta delta = delta();
    assertThat(delta.events()).containsExactly(new LiveEvent.WorkerOffline("a", NOW, NOW));
    assertThat(delta.heartbeats()).containsExactly(worker("b", 1));
    assertThat(snapshotOf(board).workers())
        .extracting(WorkerView::workerId)
        .containsExactly("b", "c");
  }

  @Test
  void onlyTheLatestHeartbeatOfEachWorkerIsTold() {
    board.registered(workers("a", "b"), NOW);
    delta();

    for (int beat = 1; beat <= 100; beat++) {
      board.polled(List.of("a"), Views.of(worker("a", beat)), NOW);
    }
    board.polled(List.of("b"), workers("b"), NOW);

    assertThat(delta().heartbeats()).containsExactly(worker("a", 100));
  }

  @Test
  void aDeltaTellsWhatTheOneBeforeDidNotAndASnapshotAllOfIt() {
    board.registered(workers("a"), NOW);
    board.queue(EMPTY_QUEUE);
    board.totals(new LiveTotals(NOW, 1, 0, Map.of()));
    LiveFrame.Delta first = delta();
    assertThat(first.queue()).isEqualTo(EMPTY_QUEUE);
    assertThat(Objects.requireNonNull(first.totals()).queued()).isEqualTo(1);

    board.queue(EMPTY_QUEUE);
    board.totals(new LiveTotals(NOW, 1, 0, Map.of(ExecutionStatus.SUCCESS, 1L)));
    Board.Cut cut = board.cut(false);
    LiveFrame.Delta second = Objects.requireNonNull(cut.delta());

    assertThat(second.seq()).isEqualTo(first.seq() + 1);
    assertThat(second.heartbeats()).isEmpty();
    assertThat(second.queue()).isNull();
    assertThat(second.totals())
        .isEqualTo(new LiveTotals(NOW, 1, 0, Map.of(ExecutionStatus.SUCCESS, 1L)));
    LiveFrame.Snapshot snapshot = Objects.requireNonNull(cut.snapshot());
    assertThat(snapshot.seq()).isEqualTo(second.seq());
    assertThat(snapshot.totals()).isEqualTo(second.totals());
    assertThat(snapshot.workers()).containsExactly(worker("a", 0));
  }

  @Test
  void withoutNewsThereIsADeltaOnlyOnDemand() {
    board.registered(workers("a"), NOW);
    long seq = delta().seq();

    assertThat(board.cut(false).delta()).isNull();
    assertThat(Objects.requireNonNull(board.cut(true).delta()).seq()).isEqualTo(seq + 1);
  }

  @Test
  void singleExecutionsTakeNoRoomFromTheRestAndWhatIsLeftOutIsCounted() {
    board.registered(workers(), NOW);
    IntStream.range(0, 1_000).forEach(_ -> board.add(Views.changed()));
    IntStream.range(0, 10).forEach(i -> board.add(Views.notified(i)));

    LiveFrame.Delta delta = delta();

    assertThat(delta.events()).hasSize(Board.MAX_EXECUTIONS + 10);
    assertThat(delta.leftOut()).isEqualTo(1_000 - Board.MAX_EXECUTIONS);
    board.add(Views.changed());
    assertThat(delta().leftOut()).isZero();
  }

  @Test
  void nothingGrowsWithoutBound() {
    board.registered(workers(), NOW);
    IntStream.range(0, 1_000).forEach(i -> board.add(Views.notified(i)));

    assertThat(delta().events()).hasSize(Board.MAX_EVENTS);
    assertThat(snapshotOf(board).recent())
        .hasSize(Board.MAX_RECENT)
        .last()
        .isEqualTo(Views.notified(999));
  }

  @Test
  void progressIsWhatTheWorkerSaidLast() {
    UUID execution = UUID.randomUUID();
    var half = new ExecutionDetail.Progress(50.0, "half");
    board.registered(Views.of(worker("a", 1, Views.running(execution, half))), NOW);

    assertThat(board.progress("a", execution)).isEqualTo(half);
    assertThat(board.progress("a", UUID.randomUUID())).isNull();
    assertThat(board.progress("b", execution)).isNull();
  }

  private LiveFrame.Delta delta() {
    return Objects.requireNonNull(board.cut(true).delta());
  }

  private LiveFrame.Snapshot snapshot() {
    return Objects.requireNonNull(board.cut(false).snapshot());
  }

  private static LiveFrame.Snapshot snapshotOf(Board board) {
    board.queue(EMPTY_QUEUE);
    return Objects.requireNonNull(board.cut(false).snapshot());
  }
}
