package io.sluice.admin.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.queue.OutcomeEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptEventsTest {

  private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");
  private static final Instant RECORDED = START.plusSeconds(12);

  @Test
  void anAttemptEndedWhenItsWorkerSaysAndNotWhenThatWasRecorded() {
    assertThat(AttemptEvents.endedAt(outcome(START, START.plusMillis(2100)), RECORDED))
        .isEqualTo(START.plusMillis(2100));
  }

  @Test
  void aWorkerWhoseClockIsAheadEndsNothingInTheFuture() {
    assertThat(
            AttemptEvents.endedAt(
                outcome(START.plusSeconds(100), START.plusSeconds(102)), RECORDED))
        .isEqualTo(RECORDED);
  }

  @Test
  void anEndIsNeverBeforeItsStart() {
    assertThat(AttemptEvents.endedAt(outcome(START, START.minusSeconds(1)), RECORDED))
        .isEqualTo(START);
  }

  @Test
  void withoutATimeOfTheWorkerTheRecordingIsTheEnd() {
    assertThat(AttemptEvents.endedAt(null, RECORDED)).isEqualTo(RECORDED);
    assertThat(AttemptEvents.endedAt(outcome(START, null), RECORDED)).isEqualTo(RECORDED);
  }

  private static OutcomeEvent outcome(@Nullable Instant started, @Nullable Instant finished) {
    return new OutcomeEvent(
        "SUCCESS", null, null, null, "1", "w", 1, 1, "thread", started, finished, 2100, 0, 0, null,
        null);
  }
}
