package io.sluice.admin.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.queue.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewExecutionTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // exclusive, at most once, due in seconds; enqueued at once, permit, losses of the entry
    "false,false,,true,false,4",
    "false,false,300,true,false,4",
    "false,false,301,false,false,4",
    "true,false,,false,true,1",
    "false,true,,true,true,1",
    "true,true,10,false,true,1",
  })
  void whatNeedsALockAPermitOrTimeIsLeftToThePublisher(
      boolean exclusive,
      boolean atMostOnce,
      @Nullable Long dueIn,
      boolean atOnce,
      boolean permit,
      int losses) {
    Instant runAt = dueIn == null ? null : NOW.plus(Duration.ofSeconds(dueIn));
    var execution = execution(exclusive, atMostOnce, runAt);

    assertThat(execution.enqueuedAtOnce(NOW)).isEqualTo(atOnce);
    var entry = execution.entry(4, NOW);
    assertThat(entry.maxLosses()).isEqualTo(losses);
    assertThat(entry.due()).isEqualTo(runAt);
    assertThat(entry.body().exclusive()).isEqualTo(exclusive);
    assertThat(entry.body().permit()).isEqualTo(permit);
    assertThat(execution.lockKey() != null).isEqualTo(exclusive);
  }

  private static NewExecution execution(
      boolean exclusive, boolean atMostOnce, @Nullable Instant runAt) {
    var workflow =
        new RunnableWorkflow(
            UUID.randomUUID(),
            new SubmissionGate("w", true, null, null),
            "sha",
            "W",
            new RunnableWorkflow.Defaults(null, null, 0),
            exclusive,
            atMostOnce);
    return new NewExecution(
        UUID.randomUUID(),
        workflow,
        "null",
        1,
        Priority.NORMAL,
        null,
        null,
        null,
        0,
        false,
        runAt,
        null,
        null);
  }
}
