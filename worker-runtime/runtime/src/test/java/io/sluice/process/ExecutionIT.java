package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.protocol.CancelReason;
import io.sluice.protocol.Completed;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.LogLine;
import io.sluice.protocol.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Executions that leave their process as good as it was: all of these share one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecutionIT {
  private ProcessFixture process;

  @SuppressWarnings("NullAway.Init") // Started before all tests.
  ExecutionIT() {}

  @BeforeAll
  void start() throws IOException {
    process = ProcessFixture.start(2, 1_000);
  }

  @AfterAll
  void stop() throws IOException {
    process.drain();
    assertThat(process.exitCode()).isZero();
    assertThat(process.orchestrator().all(FromProcess::hasCompleted, FromProcess::getCompleted))
        .flatExtracting(Completed::getSharedStateList)
        .isEmpty();
    process.close();
  }

  @Test
  void theKernelIsOfferedTheProcessBeforeItsOrchestrator() throws IOException {
    int own = Integer.parseInt(oomScore("self"));
    assertThat(oomScore(Long.toString(process.child().pid())))
        .isEqualTo(Integer.toString(Math.min(1_000, own + 500)));
  }

  private static String oomScore(String process) throws IOException {
    return Files.readString(Path.of("/proc", process, "oom_score_adj")).strip();
  }

  @Test
  void anExecutionReturnsItsResult() {
    process.execute("echo", "Echo", "{\"a\":[1,2.5,\"x\",null]}");
    var completed = process.completed("echo");
    assertThat(completed.getOutcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(completed.getResultJson()).isEqualTo("{\"a\":[1,2.5,\"x\",null]}");
    assertThat(completed.getRunNanos()).isPositive();
    assertThat(completed.getCpuNanos()).isPositive();
    assertThat(completed.getAllocatedBytes()).isPositive();
    assertThat(completed.getRung()).isEmpty();
  }

  @Test
  void anExecutionThatStopsAtItsDeadlineEndsAsTimeout() {
    process.execute(ProcessFixture.order("slow", "Sleep", "{\"seconds\":60}").setTimeoutMs(200));
    var completed = process.completed("slow");
    assertThat(completed.getOutcome()).isEqualTo(Outcome.TIMEOUT);
    assertThat(completed.getFailure().getErrorType()).isEqualTo("TimeoutError");
    assertThat(completed.getRung()).isEqualTo("interrupt");
  }

  @Test
  void anExecutionThatIsCancelledEndsAsCancelled() {
    process.execute("unwanted", "Sleep", "{\"seconds\":60}");
    process.awaitStarted("unwanted");
    process.cancel("unwanted", CancelReason.USER);
    assertThat(process.completed("unwanted").getOutcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void aWorkflowThatThrowsFailsWithClassMessageAndStack() {
    var failure = failure("thrown", "Fail", "{\"message\":\"no such customer\"}");
    assertThat(failure.getErrorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure.getMessage()).isEqualTo("no such customer");
    assertThat(failure.getStack()).contains("FailWorkflow.run(FailWorkflow.java:");
  }

  @Test
  void aFlakyWorkflowSeesTheNumberOfItsAttempt() {
    process.execute(
        ProcessFixture.order("flaky", "Flaky", "{\"fail_times\":2}").setAttemptNumber(3));
    assertThat(process.completed("flaky").getResultJson()).isEqualTo("3");
  }

  @Test
  void anInputWithAnUnknownFieldIsRefusedByName() {
    var failure = failure("unknown", "Sleep", "{\"secnods\":1}");
    assertThat(failure.getErrorType()).isEqualTo("InvalidInput");
    assertThat(failure.getMessage()).contains("\"secnods\"").contains("seconds");
  }

  @Test
  void anInputThatTheWorkflowRefusesIsInvalidInItsWords() {
    var failure = failure("negative", "Sleep", "{\"seconds\":-1}");
    assertThat(failure.getErrorType()).isEqualTo("InvalidInput");
    assertThat(failure.getMessage()).contains("seconds must be 0 to 86400");
  }

  @Test
  void aResultBeyond256KibIsTooLarge() {
    assertThat(failure("big", "BigResult", "{\"bytes\":300000}").getErrorType())
        .isEqualTo("ResultTooLarge");
  }

  @Test
  void aResultJustWithinTheLimitIsTaken() {
    process.execute("fits", "BigResult", "{\"bytes\":262142}");
    assertThat(process.completed("fits").getResultJson()).hasSize(262_144);
  }

  @Test
  void aStackOverflowOfItsOwnFailsAndHarmsNobody() {
    process.execute("deep", "StackOverflow", "");
    var completed = process.completed("deep");
    assertThat(completed.getFailure().getErrorType()).isEqualTo("java.lang.StackOverflowError");
    assertThat(completed.getDegraded()).isFalse();
    assertThat(completed.getFailure().getStack().length()).isLessThanOrEqualTo(16 * 1024);
  }

  @Test
  void aBundleWithAnotherHashIsUnusable() {
    process.execute(ProcessFixture.order("tampered", "Echo", "{}").setBundleSha256("0".repeat(64)));
    var completed = process.completed("tampered");
    assertThat(completed.getFailure().getErrorType()).isEqualTo("BundleUnusable");
    assertThat(completed.getFailure().getMessage()).contains("has the SHA-256");
  }

  @Test
  void aClassThatIsNotInTheBundleIsUnusable() {
    assertThat(failure("absent", "NoSuch", "{}").getMessage())
        .contains("io.sluice.samples.NoSuchWorkflow")
        .contains("is not in it");
  }

  @Test
  void aFloodOfOutputIsCutAndCounted() {
    process.execute("flood", "OutputFlood", "{\"bytes\":30000000}");
    assertThat(process.completed("flood").getOutcome()).isEqualTo(Outcome.SUCCESS);
    var lines = logOf("flood");
    assertThat(lines).hasSizeLessThan(40_000);
    assertThat(lines).anyMatch(line -> line.getMessage().contains("lines were dropped"));
    assertThat(lines.stream().map(LogLine::getSeq)).isSorted();
  }

  private List<LogLine> logOf(String id) {
    return process.orchestrator().all(FromProcess::hasLog, FromProcess::getLog).stream()
        .filter(log -> log.getAttempt().equals(ProcessFixture.attempt(id)))
        .flatMap(log -> log.getLinesList().stream())
        .toList();
  }

  private io.sluice.protocol.Failure failure(String id, String sample, String input) {
    process.execute(id, sample, input);
    Completed completed = process.completed(id);
    assertThat(completed.getOutcome()).isEqualTo(Outcome.FAILED);
    return completed.getFailure();
  }
}
