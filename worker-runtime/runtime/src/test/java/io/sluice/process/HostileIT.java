package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.protocol.CancelReason;
import io.sluice.protocol.Completed;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Stats;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A workflow that tries to harm its process harms only itself. */
class HostileIT {
  private ProcessFixture process;

  @SuppressWarnings("NullAway.Init") // Started before each test.
  HostileIT() {}

  @BeforeEach
  void start() throws IOException {
    process = ProcessFixture.start(2, 1_000);
  }

  @AfterEach
  void stop() throws IOException {
    process.close();
  }

  @Test
  void argumentsThatAreNullAreRefusedAtTheCallAndWrongProgressIsIgnored() {
    process.execute("null", "hostile.NullArgument", "");
    var completed = process.completed("null");
    assertThat(completed.getOutcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(completed.getResultJson()).contains("log: the level is null");
    assertThat(process.logOf("null"))
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("Progress was ignored").contains("NaN"));
    aNeighbourRuns();
  }

  @Test
  void threadsThatHangWhoeverTouchesThemHangNobodyOfTheRuntime() {
    process.execute("foreign", "hostile.ForeignThread", "");
    process.awaitStarted("foreign");
    process.cancel("foreign", CancelReason.USER);
    process.stuck("foreign");
    aNeighbourRuns();
    aPingIsAnsweredNow();
  }

  @Test
  void threadsThatHangWhoeverInterruptsThemDoNotHoldUpTheExitOfAnOrphan() throws IOException {
    process.execute("foreign", "hostile.ForeignThread", "");
    process.awaitStarted("foreign");
    aNeighbourRuns();
    process.child().closeStdin();
    assertThat(process.exitCode()).isEqualTo(71);
  }

  @Test
  void anInterruptOfEveryThreadMakesNoneOfTheRuntimeSpin() throws JsonProcessingException {
    process.execute("interrupt", "hostile.InterruptEveryone", "");
    var used = new ObjectMapper().readTree(process.completed("interrupt").getResultJson());
    assertThat(used.has("loop")).isTrue();
    for (var name : List.of("loop", "deadman", "halt-timer", "process-log", "lifeline")) {
      assertThat(used.path(name).asLong()).as(name).isLessThan(200);
    }
    aNeighbourRuns();
    aPingIsAnsweredNow();
  }

  @Test
  void textsLongerThanAMessageAreCutAndTheLinkStaysOpen() {
    process.execute("long", "hostile.OversizedNames", "");
    var completed = process.completed("long");
    assertThat(completed.getOutcome()).isEqualTo(Outcome.FAILED);
    assertThat(completed.getSerializedSize()).isLessThan(64 * 1024);
    assertThat(completed.getThreadsLeftList()).hasSize(4);
    assertThat(completed.getFailure().getMessage()).startsWith("\u20ac").endsWith("…");
    aNeighbourRuns();
    assertThat(process.orchestrator().linkClosed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "CYCLIC, java.lang.IllegalStateException",
    "CYCLIC_IN_RESULT, ResultNotSerializable",
    "ENDLESS, io.sluice.samples.hostile.StrangeThrowableWorkflow$Endless",
    "PRINTS_FOR_EVER, io.sluice.samples.hostile.StrangeThrowableWorkflow$PrintsForEver",
    "WITHOUT_MESSAGE, java.lang.IllegalStateException"
  })
  void aStrangeThrowableFailsItsExecution(String kind, String errorType) {
    process.execute("strange", "hostile.StrangeThrowable", "{\"kind\":\"" + kind + "\"}");
    Completed completed = process.completed("strange");
    assertThat(completed.getOutcome()).isEqualTo(Outcome.FAILED);
    assertThat(completed.getFailure().getErrorType()).isEqualTo(errorType);
    assertThat(completed.getFailure().getMessage()).doesNotContain("null");
    assertThat(completed.getFailure().getStack().length()).isLessThanOrEqualTo(16 * 1024);
    aNeighbourRuns();
  }

  @Test
  void theLastLineOfABurstIsInTheLogBeforeItsEnd() {
    process.execute("burst", "hostile.LastWords", "{\"lines\":1500,\"end\":\"RETURN\"}");
    process.completed("burst");
    assertThat(process.logOf("burst")).hasSize(1_501).endsWith("RESULT");
  }

  @Test
  void linesThatWereHeldBackAreSentWhileItRuns() {
    process.execute("burst", "hostile.LastWords", "{\"lines\":1500,\"end\":\"SLEEP\"}");
    await("the held lines")
        .untilAsserted(() -> assertThat(process.logOf("burst")).endsWith("RESULT"));
  }

  private void aNeighbourRuns() {
    process.execute("neighbour", "Echo", "1");
    assertThat(process.completed("neighbour").getOutcome()).isEqualTo(Outcome.SUCCESS);
  }

  private void aPingIsAnsweredNow() {
    long answered = answers();
    await("the next answer to a Ping")
        .timeout(Duration.ofSeconds(10))
        .until(() -> answers() > answered);
  }

  private long answers() {
    return process.orchestrator().all(FromProcess::hasStats, FromProcess::getStats).stream()
        .mapToLong(Stats::getPingSeq)
        .max()
        .orElse(0);
  }
}
