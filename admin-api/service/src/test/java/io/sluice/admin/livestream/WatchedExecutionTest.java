package io.sluice.admin.livestream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.execution.query.LiveExecutionReader;
import io.sluice.admin.execution.query.LogCursor;
import io.sluice.admin.livestream.ExecutionPoller.WatchedExecution;
import io.sluice.api.ExecutionFrame;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.LogPage;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WatchedExecutionTest {

  private static final LogCursor HERE = LogCursor.START;
  private static final LogCursor THERE = new LogCursor(1, 1, 7);
  private final WatchedExecution first =
      WatchedExecution.first(state(ExecutionStatus.PENDING), HERE);

  @Test
  void theFirstPollHasNoDelta() {
    assertThat(first.delta()).isNull();
    assertThat(first.seq()).isEqualTo(1);
  }

  @Test
  void anUnchangedExecutionHasNoDelta() {
    WatchedExecution again = first.next(state(ExecutionStatus.PENDING), lines(HERE, 0));

    assertThat(again).isEqualTo(first);
  }

  @Test
  void linesAloneDoNotRepeatTheState() {
    WatchedExecution next = first.next(state(ExecutionStatus.PENDING), lines(THERE, 2));

    ExecutionFrame.Delta delta = Objects.requireNonNull(next.delta());
    assertThat(delta.execution()).isNull();
    assertThat(delta.lines()).hasSize(2);
    assertThat(delta.seq()).isEqualTo(2);
    assertThat(next.end()).isEqualTo(THERE);
  }

  @Test
  void aNewStateIsSentOnce() {
    WatchedExecution next = first.next(state(ExecutionStatus.RUNNING), lines(HERE, 0));

    assertThat(Objects.requireNonNull(next.delta()).execution())
        .isEqualTo(state(ExecutionStatus.RUNNING));
    assertThat(next.next(state(ExecutionStatus.RUNNING), lines(HERE, 0)).delta()).isNull();
    assertThat(next.next(state(ExecutionStatus.RUNNING), lines(HERE, 0)).seq()).isEqualTo(2);
  }

  private static ExecutionFrame.State state(ExecutionStatus status) {
    return new ExecutionFrame.State(
        status, null, null, null, null, null, 1, null, null, null, null);
  }

  private static LiveExecutionReader.Lines lines(LogCursor end, int count) {
    var line = new LogPage.Line(7, WorkerViews.NOW, "INFO", "hello", 1);
    return new LiveExecutionReader.Lines(Collections.nCopies(count, line), end, false);
  }
}
