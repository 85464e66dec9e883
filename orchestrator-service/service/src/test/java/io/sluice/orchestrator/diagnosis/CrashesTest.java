package io.sluice.orchestrator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.CrashLog;
import io.sluice.orchestrator.process.ExitArtifacts;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.orchestrator.slots.Fixtures;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.queue.OutcomeEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Quotations of a process that ended, in the records of its executions. */
class CrashesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SECRET = "the merger closes on Friday";
  private static final CrashLog CRASH_LOG =
      new CrashLog(
          """
          #
          #  SIGSEGV (0xb) at pc=0x00007fe35660ef14, pid=7851, tid=7851
          #
          # Problematic frame:
          # J 811 c2 com.acme.Merger.closesOnFriday()V (12 bytes)
          #
          ---------------  S U M M A R Y ------------

          Current thread (0x00007fe350099cd0):  JavaThread "the merger closes on Friday" [_thread]
          """);

  private final Crashes crashes = new Crashes(_ -> Optional.empty(), InstantSource.fixed(NOW));

  @ParameterizedTest
  @EnumSource(names = {"THREAD", "PROCESS"})
  void aProcessThatSeveralExecutionsUsedOneAfterTheOtherIsNotQuoted(ExecutionModel model) {
    var record = recordOf(new ProcessExit(1, null, "log line\n" + SECRET), model);

    assertThat(record.errorMessage()).isEqualTo("It exited by itself, exit code 1.");
    assertThat(record.dossierJson()).doesNotContain(SECRET);
  }

  @Test
  void aProcessOfItsOwnIsQuoted() {
    var record = recordOf(new ProcessExit(1, null, "good bye"), ExecutionModel.ISOLATED);

    assertThat(record.errorMessage()).endsWith("Last output: good bye");
    assertThat(record.dossierJson()).contains("good bye");
  }

  @Test
  void theCauseIsStillReadFromTheLineOfTheJvm() {
    var output = SECRET + "\nTerminating due to java.lang.OutOfMemoryError: Java heap space\n";
    var record = recordOf(new ProcessExit(3, null, output), ExecutionModel.THREAD);

    assertThat(record.errorType()).isEqualTo("OutOfMemory");
    assertThat(record.errorMessage() + record.dossierJson()).doesNotContain(SECRET);
  }

  @Test
  void theCrashLogOfASharedProcessGivesItsSignalAndNoNameThatAnAuthorChose() {
    var exit = new ProcessExit(134, null, "", new ExitArtifacts(CRASH_LOG, false, null));
    var record = recordOf(exit, ExecutionModel.THREAD);

    assertThat(record.errorMessage()).isEqualTo("Its JVM crashed, SIGSEGV.");
    assertThat(record.dossierJson()).doesNotContain(SECRET, "Merger").contains("SIGSEGV");
  }

  private OutcomeEvent recordOf(ProcessExit exit, ExecutionModel model) {
    var location = new AttemptLocation("w", 7, 3, model.label());
    var assignment =
        new Assignment(
            Fixtures.execution("a"), new RecordedLink(3), model, NOW, Phase.RUNNING, null, null);
    return crashes
        .attribute(new Generation(3), exit, List.of(assignment), location)
        .getFirst()
        .outcome();
  }
}
