package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.KillReason;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Causes of exits with real JVMs. */
class ProcessEndTest {

  @Test
  void exitWithoutLastWordsIsItsOwnDoing() throws IOException {
    ProcessExit exit = endOf(Hostile.EXIT_0);

    assertThat(exit.code()).isZero();
    assertThat(exit.cause()).isEqualTo(ExitCause.EXITED);
    assertThat(exit.inWords()).isEqualTo("It exited by itself, exit code 0.");
  }

  @Test
  void aWorkflowThatExitsWithTheCodeOfTheJvmHasNotRunOutOfMemory() throws IOException {
    ProcessExit exit = endOf(Hostile.EXIT_3);

    assertThat(exit.cause()).isEqualTo(ExitCause.EXITED);
    assertThat(exit.inWords())
        .isEqualTo("It exited by itself, exit code 3. Last output: a workflow calls exit");
  }

  @Test
  void aFullHeapIsOutOfMemoryByTheLineOfTheJvm() throws IOException {
    ProcessExit exit = endOf(Hostile.FILL_HEAP);

    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.cause()).isEqualTo(ExitCause.OUT_OF_MEMORY);
    assertThat(exit.cause().errorType().wire()).isEqualTo("OutOfMemory");
    assertThat(exit.inWords()).contains("Terminating due to java.lang.OutOfMemoryError");
  }

  @Test
  void fullDirectMemoryIsOutOfMemoryByTheCodeOfOurHandler() throws IOException {
    assertThat(endOf(Hostile.FILL_DIRECT_MEMORY).cause()).isEqualTo(ExitCause.OUT_OF_MEMORY);
  }

  @Test
  void aCrashOfTheJvmNamesSignalFrameAndThread() throws IOException {
    ProcessExit exit = endOf(Hostile.CRASH);

    assertThat(exit.code()).isEqualTo(134);
    assertThat(exit.cause()).isEqualTo(ExitCause.JVM_CRASHED);
    assertThat(exit.signal()).isEqualTo("SIGSEGV");
    assertThat(exit.artifacts().crashLog().problematicFrame()).isNotBlank();
    assertThat(exit.artifacts().crashLog().thread()).isEqualTo("main");
    assertThat(exit.artifacts().crashLog().head()).hasSizeLessThanOrEqualTo(16 * 1024);
    assertThat(exit.inWords()).startsWith("Its JVM crashed, SIGSEGV, in ").contains("thread main.");
  }

  @Test
  void aSegmentationFaultThatSomebodySentIsNotItsOwnDoing()
      throws IOException, InterruptedException {
    try (var process = RealProcess.start(Hostile.WAIT).awaitReady().signal("SEGV")) {
      assertThat(process.exit().cause()).isEqualTo(ExitCause.KILLED);
      assertThat(process.exit().signal()).isEqualTo("SIGSEGV");
    }
  }

  @Test
  void anAbortLeavesNothingButItsCode() throws IOException, InterruptedException {
    try (var process = RealProcess.start(Hostile.WAIT).awaitReady().signal("ABRT")) {
      assertThat(process.exit().cause()).isEqualTo(ExitCause.JVM_CRASHED);
      assertThat(process.exit().signal()).isEqualTo("SIGABRT");
    }
  }

  @Test
  void somebodyElsesKillIsNotOurs() throws IOException, InterruptedException {
    try (var process = RealProcess.start(Hostile.WAIT).awaitReady().signal("KILL")) {
      assertThat(process.exit().cause()).isEqualTo(ExitCause.KILLED);
      assertThat(process.exit().inWords())
          .isEqualTo("A sender outside of Sluice killed it, SIGKILL.");
    }
  }

  @Test
  void aKillByAChildOfTheProcessIsNotAStrangers() throws IOException {
    ProcessExit exit = endOf(Hostile.KILLED_BY_CHILD);

    assertThat(exit.code()).isEqualTo(137);
    assertThat(exit.cause()).isEqualTo(ExitCause.KILLED_BESIDE_CHILDREN);
    assertThat(exit.cause().attribution()).isEqualTo(ExitCause.Attribution.SUSPECTED);
  }

  @Test
  void aWorkflowThatHaltsWithTheCodeOfASignalWasNotTerminated() throws IOException {
    ProcessExit exit = endOf(Hostile.HALT_143);

    assertThat(exit.cause()).isEqualTo(ExitCause.EXITED);
    assertThat(exit.inWords()).isEqualTo("It exited by itself, exit code 143.");
  }

  @Test
  void ourKillSaysWhy() throws IOException {
    try (var process = RealProcess.start(Hostile.WAIT).awaitReady()) {
      process.process().kill(KillReason.ordered("It was killed by order of alice (it leaks)."));

      assertThat(process.exit().cause()).isEqualTo(ExitCause.KILLED_BY_US);
      assertThat(process.exit().inWords()).isEqualTo("It was killed by order of alice (it leaks).");
    }
  }

  @Test
  void aTerminatedProcessIsAttributedToNoExecution() throws IOException {
    try (var process = RealProcess.start(Hostile.WAIT).awaitReady()) {
      process.process().terminate();

      assertThat(process.exit().code()).isEqualTo(143);
      assertThat(process.exit().cause()).isEqualTo(ExitCause.TERMINATED);
    }
  }

  private static ProcessExit endOf(Hostile what) throws IOException {
    try (var process = RealProcess.start(what)) {
      return process.exit();
    }
  }
}
