package io.sluice.admin.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.api.ExecutionStatus;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WorkflowMeters meters = new WorkflowMeters(registry);

  @Test
  void countsEndsByWorkflowStatusAndErrorTypeAndSumsTheirRunTimes() {
    meters.ended(end("digest", ExecutionStatus.SUCCESS, null));
    meters.ended(end("digest", ExecutionStatus.SUCCESS, null));
    meters.ended(end("digest", ExecutionStatus.FAILED, "ExecutionStuck"));
    meters.ended(end("other-one", ExecutionStatus.SUCCESS, null));

    assertThat(ends("digest", "SUCCESS", "none")).isEqualTo(2);
    assertThat(ends("digest", "FAILED", "ExecutionStuck")).isOne();
    assertThat(
            registry
                .get("sluice.workflow.run")
                .tag("workflow", "digest")
                .timer()
                .totalTime(TimeUnit.SECONDS))
        .isEqualTo(6);
  }

  @Test
  void anErrorTypeOfAnAuthorMakesNoSeriesOfItsOwn() {
    meters.ended(end("digest", ExecutionStatus.FAILED, "com.example.FirstException"));
    meters.ended(end("digest", ExecutionStatus.FAILED, "com.example.SecondException"));

    assertThat(ends("digest", "FAILED", "other")).isEqualTo(2);
  }

  @Test
  void workflowsBeyondTheLimitShareOneSeriesAndTheFirstOnesKeepTheirs() {
    IntStream.range(0, WorkflowMeters.MAX_WORKFLOWS + 3)
        .forEach(i -> meters.ended(end("w" + i, ExecutionStatus.SUCCESS, null)));
    meters.ended(end("w0", ExecutionStatus.SUCCESS, null));

    assertThat(ends("w0", "SUCCESS", "none")).isEqualTo(2);
    assertThat(ends(WorkflowMeters.OTHERS, "SUCCESS", "none")).isEqualTo(3);
    assertThat(registry.find("sluice.workflow.run").timers())
        .hasSize(WorkflowMeters.MAX_WORKFLOWS + 1);
  }

  private double ends(String workflow, String status, String errorType) {
    return registry
        .get("sluice.workflow.executions.finished")
        .tags("workflow", workflow, "status", status, "error_type", errorType)
        .counter()
        .count();
  }

  private static Ended end(String workflow, ExecutionStatus to, @Nullable String errorType) {
    return new Ended(
        UUID.randomUUID(),
        workflow,
        ExecutionStatus.RUNNING,
        to,
        errorType,
        "thread",
        Duration.ofSeconds(2));
  }
}
