package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.process.bundle.BundleAddress;
import io.sluice.process.diagnosis.Dossier;
import io.sluice.process.execution.SlotRun.RunReport;
import io.sluice.process.lifecycle.ProcessClock;
import io.sluice.protocol.Attempt;
import io.sluice.protocol.FromProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The worst that a workflow can put into one message fits into it. */
class MessageLimitsTest {
  private static final String LONG = "\u20ac".repeat(1_000_000);
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  private final List<FromProcess> sent = new ArrayList<>();
  private final Reports reports =
      new Reports(
          new Orchestrator() {
            @Override
            public void send(FromProcess.Builder message) {
              sent.add(message.build());
            }

            @Override
            public boolean isReady() {
              return true;
            }

            @Override
            public void handled() {}

            @Override
            public long dropped() {
              return 0;
            }

            @Override
            public void closeSending() {}

            @Override
            public void exit() {}
          });
  private final RunningExecution execution =
      new RunningExecution(
          new ExecutionRequest(
              Attempt.newBuilder().setExecutionId("id").build(),
              "name",
              1,
              new ExecutionRequest.Code(new BundleAddress(Path.of("x"), ""), "x"),
              "",
              Instant.EPOCH,
              Optional.empty()),
          new ThreadGroup("test"),
          new ProcessClock(),
          new LoopMailbox(),
          () -> {
            throw new IllegalStateException();
          });

  @Test
  void aFailureWithTextsWithoutEndFits() {
    var threads = Collections.nCopies(100, new Thread(() -> {}, LONG));
    reports.completed(
        execution,
        ExecutionRules.Conclusion.AS_IT_ENDED,
        new RunReport(new Ending.Failed(LONG, LONG, LONG, false), 1, 1, 1, threads, 0),
        false,
        Instant.EPOCH);
    fits();
  }

  @Test
  void aStuckReportWithTextsWithoutEndFits() {
    reports.stuck(execution, new Dossier(LONG, LONG, LONG, "{}"), Instant.EPOCH);
    fits();
  }

  @Test
  void progressWithAMessageWithoutEndFits() {
    execution.context().progress(1, LONG);
    var made = execution.context().takeProgress();
    assertThat(made).isNotNull();
    if (made != null) {
      reports.progress(execution, made);
    }
    fits();
  }

  @Test
  void aBatchOfTheLongestLinesFits() {
    for (int line = 0; line < 60; line++) {
      execution.log().add(io.sluice.workflow.LogLevel.INFO, LONG);
    }
    reports.log(execution, execution.log().take());
    fits();
  }

  private void fits() {
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().getSerializedSize()).isLessThan(MAX_MESSAGE_BYTES / 2);
  }
}
