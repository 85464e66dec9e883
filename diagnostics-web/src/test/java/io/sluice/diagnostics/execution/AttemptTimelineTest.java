package io.sluice.diagnostics.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ExecutionDetail.AttemptView;
import io.sluice.diagnostics.page.Things;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTimelineTest {

  @ParameterizedTest
  @CsvSource({
    "suspected, ProcessCrashed, ran again alone",
    "acquitted, ProcessCrashed, not the cause",
    "convicted, OutOfMemory, it is the cause",
    ", WorkerLost, counts as no retry",
    ", ProcessCrashed, It ran again",
    ", java.lang.IllegalStateException, It was tried again"
  })
  void saysWhyAnExecutionMovedOn(@Nullable String suspicion, String error, String words) {
    var rows =
        AttemptTimeline.rows(List.of(attempt(1, 1, error, suspicion), attempt(2, 1, null, null)));

    assertThat(rows.getFirst().why()).contains(words);
    assertThat(rows.getLast().why()).isEmpty();
  }

  @Test
  void tellsARetryOfAPersonFromOneOfTheWorkflow() {
    var rows =
        AttemptTimeline.rows(
            List.of(attempt(1, 1, "Failure", null), attempt(2, 2, "Failure", null)));

    assertThat(rows.getFirst().why()).isEqualTo("It was retried from the start.");
  }

  @Test
  void aStuckAttemptHasAStateOfItsOwnAndEachItsFencingToken() {
    AttemptTimeline.Row row =
        AttemptTimeline.rows(List.of(attempt(1, 3, "ExecutionStuck", null))).getFirst();

    assertThat(row.state()).isEqualTo("stuck");
    assertThat(row.fence()).isEqualTo("3.7");
    assertThat(row.why()).contains("did not stop");
  }

  private static AttemptView attempt(
      int number, long epoch, @Nullable String error, @Nullable String suspicion) {
    return new AttemptView(
        number,
        epoch,
        7,
        "worker-1",
        4711L,
        "thread",
        error == null ? "SUCCESS" : "FAILED",
        error,
        null,
        Things.NOON,
        Things.NOON,
        Things.NOON,
        5L,
        suspicion,
        null);
  }
}
