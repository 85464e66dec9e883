package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.KillReason;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessExitTest {
  private static final String JVM =
      "Terminating due to java.lang.OutOfMemoryError: Java heap space";

  @ParameterizedTest
  @CsvSource({
    "0, EXITED, EXECUTION, ProcessCrashed",
    "1, EXITED, EXECUTION, ProcessCrashed",
    "3, EXITED, EXECUTION, ProcessCrashed",
    "70, OUT_OF_MEMORY, EXECUTION, OutOfMemory",
    "71, EXITED, EXECUTION, ProcessCrashed",
    "72, HANDSHAKE_FAILED, NONE, ProcessCrashed",
    "77, EXITED, EXECUTION, ProcessCrashed",
    "129, EXITED, EXECUTION, ProcessCrashed",
    "130, EXITED, EXECUTION, ProcessCrashed",
    "134, JVM_CRASHED, EXECUTION, ProcessCrashed",
    "135, JVM_CRASHED, EXECUTION, ProcessCrashed",
    "137, KILLED, OUTSIDER, ProcessCrashed",
    "139, JVM_CRASHED, EXECUTION, ProcessCrashed",
    "143, EXITED, EXECUTION, ProcessCrashed",
  })
  void theCodeAloneSays(
      int code, ExitCause cause, ExitCause.Attribution attribution, String errorType) {
    ExitCause found = exit(code, null, "").cause();

    assertThat(found).isEqualTo(cause);
    assertThat(found.attribution()).isEqualTo(attribution);
    assertThat(found.errorType().wire()).isEqualTo(errorType);
  }

  @Test
  void aCodeThatStandsForADeedOfTheWorkerIsBelievedOnlyAfterThatDeed() {
    ProcessFacts none = ProcessFacts.NONE;
    assertThat(causeOf(71, none.asUnattended())).isEqualTo(ExitCause.ORCHESTRATOR_GONE);
    assertThat(causeOf(72, none.asConnected())).isEqualTo(ExitCause.EXITED);
    assertThat(causeOf(77, none.asDrained())).isEqualTo(ExitCause.HALTED);
    assertThat(causeOf(77, none.asTerminated())).isEqualTo(ExitCause.HALTED);
    assertThat(causeOf(77, none.asConnected())).isEqualTo(ExitCause.EXITED);
    assertThat(causeOf(143, none.asTerminated())).isEqualTo(ExitCause.TERMINATED);
    assertThat(causeOf(130, none.asTerminated())).isEqualTo(ExitCause.EXITED);
  }

  @Test
  void aSignalThatItsWorkerSentAfterTheProcessHadLeftExplainsNothing() {
    ProcessFacts left = ProcessFacts.NONE.asConnected().asUnlinked().asTerminated();
    assertThat(causeOf(77, left)).isEqualTo(ExitCause.EXITED);
    assertThat(causeOf(143, left)).isEqualTo(ExitCause.EXITED);
    ExitCause killed =
        exit(137, KillReason.ordered("It did not end in 15 s."), "").with(left).cause();
    assertThat(killed.attribution()).isEqualTo(ExitCause.Attribution.SUSPECTED);

    ProcessFacts told = ProcessFacts.NONE.asConnected().asTerminated().asUnlinked();
    assertThat(causeOf(77, told)).isEqualTo(ExitCause.HALTED);
    assertThat(causeOf(143, told)).isEqualTo(ExitCause.TERMINATED);
    assertThat(exit(137, KillReason.ordered("It did not end in 15 s."), "").with(told).cause())
        .isEqualTo(ExitCause.KILLED_BY_US);
    assertThat(causeOf(77, left.asUnattended())).isEqualTo(ExitCause.HALTED);
  }

  @Test
  void aLinkThatWasClosedForABreachIsTheDoingOfItsProcess() {
    ProcessFacts breach =
        ProcessFacts.NONE.asConnected().asInBreach("It sent a message that is too large.");
    for (int code : Set.of(0, 71, 137, 143)) {
      assertThat(causeOf(code, breach)).isEqualTo(ExitCause.BROKE_LINK);
    }
    assertThat(exit(71, null, "").with(breach).inWords())
        .isEqualTo("It broke the protocol of its link: It sent a message that is too large.");
  }

  @Test
  void theCauseStaysWhenWordsOfOthersAreLeftOut() {
    var byChild = new ExitArtifacts(CrashLog.NONE, false, true, null);
    for (var each :
        Set.of(
            exit(143, null, "").with(ProcessFacts.NONE.asTerminated()),
            exit(71, null, "").with(ProcessFacts.NONE.asUnattended()),
            new ProcessExit(137, null, "", byChild))) {
      assertThat(each.withoutForeignWords().cause()).isEqualTo(each.cause());
    }
  }

  private static ExitCause causeOf(int code, ProcessFacts facts) {
    return exit(code, null, "").with(facts).cause();
  }

  @Test
  void threeIsOutOfMemoryWithTheLineOfTheJvm() {
    assertThat(exit(3, null, "first\n" + JVM + "\n").cause()).isEqualTo(ExitCause.OUT_OF_MEMORY);
    assertThat(exit(3, null, "He said: " + JVM).cause()).isEqualTo(ExitCause.EXITED);
  }

  @Test
  void aKillIsOursOrTheKernelsOrSomebodys() {
    assertThat(exit(137, KillReason.ordered("It was killed."), "").cause())
        .isEqualTo(ExitCause.KILLED_BY_US);
    assertThat(exit(137, KillReason.SILENT, "").cause()).isEqualTo(ExitCause.KILLED_AS_SILENT);
    var byKernel = new ProcessExit(137, null, "", new ExitArtifacts(CrashLog.NONE, true, null));
    assertThat(byKernel.cause()).isEqualTo(ExitCause.KILLED_BY_KERNEL);
    assertThat(byKernel.cause().errorType().wire()).isEqualTo("OutOfMemory");
    assertThat(byKernel.cause().attribution()).isEqualTo(ExitCause.Attribution.SUSPECTED);
  }

  @Test
  void theCrashLogNamesTheSignalThatTheJvmReceived() {
    var log =
        new CrashLog(
            """
            #
            # A fatal error has been detected by the Java Runtime Environment:
            #
            #  SIGBUS (0x7) at pc=0x00007fe35660ef14, pid=7851, tid=7851
            #
            # Problematic frame:
            # C  [libfoo.so+0x85f14]  crunch+0x12
            #
            ---------------  T H R E A D  ---------------

            Current thread (0x00007fe350099cd0):  JavaThread "execution-a"    [_thread_in_native]
            """);
    var exit = new ProcessExit(134, null, "", new ExitArtifacts(log, false, null));

    assertThat(exit.inWords())
        .isEqualTo(
            "Its JVM crashed, SIGBUS, in C  [libfoo.so+0x85f14]  crunch+0x12, thread execution-a.");
  }

  @Test
  void aJvmThatCouldNotGetMemoryFromTheKernelRanOutOfIt() {
    var log =
        new CrashLog(
            "# There is insufficient memory for the Java Runtime Environment to continue.\n");
    for (int code : Set.of(1, 134)) {
      assertThat(new ProcessExit(code, null, "", new ExitArtifacts(log, false, null)).cause())
          .isEqualTo(ExitCause.OUT_OF_MEMORY);
    }
  }

  @Test
  void aLongLastLineIsCut() {
    assertThat(exit(1, null, "x".repeat(1_000)).inWords()).hasSizeLessThan(400);
  }

  private static ProcessExit exit(int code, @Nullable KillReason killed, String output) {
    return new ProcessExit(code, killed, output);
  }
}
