package io.sluice.orchestrator.diagnosis;

import static io.sluice.orchestrator.slots.Fixtures.execution;
import static io.sluice.orchestrator.slots.Fixtures.stuck;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.KillReason;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashAttributionTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final AttemptLocation PLACE = new AttemptLocation("w", 7, 1, "thread");

  @ParameterizedTest
  @CsvSource({
    "0, CONVICTED, ProcessCrashed",
    "3, CONVICTED, ProcessCrashed",
    "70, CONVICTED, OutOfMemory",
    "134, CONVICTED, ProcessCrashed",
    "137, KILLED, ProcessCrashed",
    "143, CONVICTED, ProcessCrashed",
    "71, CONVICTED, ProcessCrashed",
    "77, CONVICTED, ProcessCrashed",
  })
  void oneThatWasAloneIsConvictedOnlyOfItsOwnDoing(int code, EventKind kind, String errorType) {
    Completion completion = assign(new ProcessExit(code, null, ""), in("a")).getFirst();

    assertThat(completion.kind()).isEqualTo(kind);
    assertThat(completion.outcome().status()).isEqualTo("FAILED");
    assertThat(completion.outcome().errorType()).isEqualTo(errorType);
  }

  @Test
  void anOrderedKillHasNoAttributionButOneForSilenceMakesSuspects() {
    assertThat(assign(new ProcessExit(137, KillReason.ordered("It was killed."), ""), in("a", "b")))
        .extracting(Completion::kind)
        .containsOnly(EventKind.BLAMELESS);
    assertThat(assign(new ProcessExit(137, KillReason.SILENT, ""), in("a")))
        .extracting(Completion::kind)
        .containsOnly(EventKind.SUSPECT);
  }

  @Test
  void aKillByAStrangerIsLeftToTheRecordOfEach() {
    assertThat(assign(new ProcessExit(137, null, ""), in("a", "b")))
        .extracting(Completion::kind)
        .containsOnly(EventKind.KILLED);
  }

  @Test
  void theReportGoesToConvictedAndSuspectedExecutions() {
    for (int code : new int[] {1, 137}) {
      assertThat(assign(new ProcessExit(code, null, ""), in("a", "b")))
          .extracting(completion -> completion.outcome().dossierJson())
          .containsOnly("{}");
    }
    assertThat(assign(new ProcessExit(137, KillReason.ordered("It was killed."), ""), in("a")))
        .extracting(completion -> completion.outcome().dossierJson())
        .containsOnlyNulls();
  }

  @Test
  void severalAreAllSuspectsAndNoneIsConvicted() {
    var completions = assign(new ProcessExit(70, null, ""), in("a", "b"));

    assertThat(completions).hasSize(2);
    assertThat(completions).extracting(Completion::kind).containsOnly(EventKind.SUSPECT);
  }

  @Test
  void anExecutionRecordedAsStuckIsNotAttributedAgainAndIsNoProofForItsNeighbour() {
    var inProcess = List.of(stuck(in("stuck").getFirst()), in("neighbour").getFirst());

    var completions = assign(new ProcessExit(1, null, ""), inProcess);

    assertThat(completions).hasSize(1);
    assertThat(completions.getFirst().attempt().executionId()).isEqualTo("neighbour");
    assertThat(completions.getFirst().kind()).isEqualTo(EventKind.SUSPECT);
  }

  @Test
  void theOneWhoOrderedTheKillIsInTheMessageOfWhatItCost() {
    var exit =
        new ProcessExit(137, KillReason.ordered("It was killed by order of alice (it leaks)."), "");

    Completion completion = assign(exit, in("a")).getFirst();

    assertThat(completion.outcome().errorMessage())
        .isEqualTo("It was killed by order of alice (it leaks).");
  }

  private static List<Completion> assign(ProcessExit exit, List<Assignment> inProcess) {
    return CrashAttribution.assign(exit, inProcess, PLACE, "{}", START);
  }

  private static List<Assignment> in(String... ids) {
    return Stream.of(ids)
        .map(
            id ->
                new Assignment(
                    execution(id),
                    new RecordedLink(1),
                    ExecutionModel.THREAD,
                    START,
                    Phase.RUNNING,
                    null,
                    null))
        .toList();
  }
}
