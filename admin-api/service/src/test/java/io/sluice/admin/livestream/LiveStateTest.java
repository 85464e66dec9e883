package io.sluice.admin.livestream;

import static io.sluice.admin.livestream.WorkerViews.EMPTY_QUEUE;
import static io.sluice.admin.livestream.WorkerViews.NOW;
import static io.sluice.admin.livestream.WorkerViews.worker;
import static io.sluice.admin.livestream.WorkerViews.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.LiveFrame.LiveTotals;
import io.sluice.api.WorkerView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveStateTest {

  private final LiveState liveState = new LiveState();

  @Test
  void thereIsNoSnapshotBeforeEverythingWasPolled() {
    liveState.queue(EMPTY_QUEUE);
    assertThat(liveState.takeFrames(true)).isEqualTo(new LiveState.Frames(null, null));

    liveState.registered(workers("a"), NOW);
    assertThat(snapshot().workers()).hasSize(1);

    liveState.forgetQueue();
    assertThat(liveState.takeFrames(false).snapshot()).isNull();
  }

  @Test
  void workersOfTheFirstPollHaveNotComeOnline() {
    liveState.registered(workers("a"), NOW);

    assertThat(delta().events()).isEmpty();
    liveState.registered(workers("a", "b"), NOW);
    assertThat(delta().events()).containsExactly(new LiveEvent.WorkerOnline("b", "host-of-b", NOW));
  }

  @Test
  void whoIsNotRegisteredAnyMoreIsOffline() {
    liveState.registered(workers("a", "b"), NOW);
    delta();

    liveState.registered(workers("a"), NOW.plusSeconds(40));

    assertThat(delta().events())
        .containsExactly(new LiveEvent.WorkerOffline("b", NOW, NOW.plusSeconds(40)));
    assertThat(snapshotOf(liveState).workers())
        .extracting(WorkerView::workerId)
        .containsExactly("a");
  }

  @Test
  void aPollOfSomeWorkersKeepsTheOthers() {
    liveState.registered(workers("a", "b", "c"), NOW);
    delta();

    liveState.polled(List.of("a", "b"), WorkerViews.of(worker("b", 1)), NOW);

    LiveFrame.Delta delta = delta();
    assertThat(delta.events()).containsExactly(new LiveEvent.WorkerOffline("a", NOW, NOW));
    assertThat(delta.heartbeats()).containsExactly(worker("b", 1));
    assertThat(snapshotOf(liveState).workers())
        .extracting(WorkerView::workerId)
        .containsExactly("b", "c");
  }

  @Test
  void onlyTheLatestHeartbeatOfEachWorkerIsSent() {
    liveState.registered(workers("a", "b"), NOW);
    delta();

    for (int beat = 1; beat <= 100; beat++) {
      liveState.polled(List.of("a"), WorkerViews.of(worker("a", beat)), NOW);
    }
    liveState.polled(List.of("b"), workers("b"), NOW);

    assertThat(delta().heartbeats()).containsExactly(worker("a", 100));
  }

  @Test
  void aDeltaHasTheChangesAndASnapshotEverything() {
    liveState.registered(workers("a"), NOW);
    liveState.queue(EMPTY_QUEUE);
    liveState.totals(new LiveTotals(NOW, 1, 0, Map.of()));
    LiveFrame.Delta first = delta();
    assertThat(first.queue()).isEqualTo(EMPTY_QUEUE);
    assertThat(Objects.requireNonNull(first.totals()).queued()).isEqualTo(1);

    liveState.queue(EMPTY_QUEUE);
    liveState.totals(new LiveTotals(NOW, 1, 0, Map.of(ExecutionStatus.SUCCESS, 1L)));
    LiveState.Frames frames = liveState.takeFrames(false);
    LiveFrame.Delta second = Objects.requireNonNull(frames.delta());

    assertThat(second.seq()).isEqualTo(first.seq() + 1);
    assertThat(second.heartbeats()).isEmpty();
    assertThat(second.queue()).isNull();
    assertThat(second.totals())
        .isEqualTo(new LiveTotals(NOW, 1, 0, Map.of(ExecutionStatus.SUCCESS, 1L)));
    LiveFrame.Snapshot snapshot = Objects.requireNonNull(frames.snapshot());
    assertThat(snapshot.seq()).isEqualTo(second.seq());
    assertThat(snapshot.totals()).isEqualTo(second.totals());
    assertThat(snapshot.workers()).containsExactly(worker("a", 0));
  }

  @Test
  void withoutNewsThereIsADeltaOnlyOnDemand() {
    liveState.registered(workers("a"), NOW);
    long seq = delta().seq();

    assertThat(liveState.takeFrames(false).delta()).isNull();
    assertThat(Objects.requireNonNull(liveState.takeFrames(true).delta()).seq()).isEqualTo(seq + 1);
  }

  @Test
  void singleExecutionsTakeNoRoomFromTheRestAndWhatIsLeftOutIsCounted() {
    liveState.registered(workers(), NOW);
    IntStream.range(0, 1_000).forEach(_ -> liveState.add(WorkerViews.changed()));
    IntStream.range(0, 10).forEach(i -> liveState.add(WorkerViews.notified(i)));

    LiveFrame.Delta delta = delta();

    assertThat(delta.events()).hasSize(LiveState.MAX_EXECUTIONS + 10);
    assertThat(delta.leftOut()).isEqualTo(1_000 - LiveState.MAX_EXECUTIONS);
    liveState.add(WorkerViews.changed());
    assertThat(delta().leftOut()).isZero();
  }

  @Test
  void nothingGrowsWithoutBound() {
    liveState.registered(workers(), NOW);
    IntStream.range(0, 1_000).forEach(i -> liveState.add(WorkerViews.notified(i)));

    assertThat(delta().events()).hasSize(LiveState.MAX_EVENTS);
    assertThat(snapshotOf(liveState).recent())
        .hasSize(LiveState.MAX_RECENT)
        .last()
        .isEqualTo(WorkerViews.notified(999));
  }

  @Test
  void progressIsWhatTheWorkerSaidLast() {
    UUID execution = UUID.randomUUID();
    var half = new ExecutionDetail.Progress(50.0, "half");
    liveState.registered(WorkerViews.of(worker("a", 1, WorkerViews.running(execution, half))), NOW);

    assertThat(liveState.progress("a", execution)).isEqualTo(half);
    assertThat(liveState.progress("a", UUID.randomUUID())).isNull();
    assertThat(liveState.progress("b", execution)).isNull();
  }

  private LiveFrame.Delta delta() {
    return Objects.requireNonNull(liveState.takeFrames(true).delta());
  }

  private LiveFrame.Snapshot snapshot() {
    return Objects.requireNonNull(liveState.takeFrames(false).snapshot());
  }

  private static LiveFrame.Snapshot snapshotOf(LiveState liveState) {
    liveState.queue(EMPTY_QUEUE);
    return Objects.requireNonNull(liveState.takeFrames(false).snapshot());
  }
}
