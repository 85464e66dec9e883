package io.sluice.orchestrator.dispatch;

import static io.sluice.orchestrator.dispatch.Fixtures.execution;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.launch.ProcessExit;
import io.sluice.orchestrator.link.LinkMapping.Place;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlameTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Place PLACE = new Place("w", 7, 1, "thread");

  @ParameterizedTest
  @CsvSource({
    "0, false, RESULT, ProcessCrashed",
    "1, false, RESULT, ProcessCrashed",
    "3, false, RESULT, OutOfMemory",
    "70, false, RESULT, OutOfMemory",
    "134, false, RESULT, ProcessCrashed",
    "139, false, RESULT, ProcessCrashed",
    "137, false, SUSPECT, ProcessCrashed",
    "137, true, SUSPECT, ProcessCrashed",
    "143, false, SUSPECT, ProcessCrashed",
    "71, false, SUSPECT, ProcessCrashed",
    "77, false, SUSPECT, ProcessCrashed",
  })
  void oneThatWasAloneIsConvictedOnlyOfItsOwnDoing(
      int code, boolean killed, EventKind kind, String errorType) {
    Completion completion =
        Blame.assign(
                new ProcessExit(code, killed ? "It was killed." : null, ""), in("a"), PLACE, START)
            .getFirst();

    assertThat(completion.kind()).isEqualTo(kind);
    assertThat(completion.outcome().status()).isEqualTo("FAILED");
    assertThat(completion.outcome().errorType()).isEqualTo(errorType);
  }

  @Test
  void severalAreAllSuspectsAndNoneIsConvicted() {
    var completions = Blame.assign(new ProcessExit(3, null, ""), in("a", "b"), PLACE, START);

    assertThat(completions).hasSize(2);
    assertThat(completions).extracting(Completion::kind).containsOnly(EventKind.SUSPECT);
  }

  @Test
  void oneThatWasRecordedAsStuckIsNotJudgedAgainAndIsNoProofForItsNeighbour() {
    var inProcess = List.of(in("stuck").getFirst().stuck(), in("neighbour").getFirst());

    var completions = Blame.assign(new ProcessExit(1, null, ""), inProcess, PLACE, START);

    assertThat(completions).hasSize(1);
    assertThat(completions.getFirst().attempt().executionId()).isEqualTo("neighbour");
    assertThat(completions.getFirst().kind()).isEqualTo(EventKind.SUSPECT);
  }

  @Test
  void theOneWhoOrderedTheKillIsInTheMessageOfWhatItCost() {
    var exit = new ProcessExit(137, "It was killed by order of alice (it leaks).", "");

    Completion completion = Blame.assign(exit, in("a"), PLACE, START).getFirst();

    assertThat(completion.outcome().errorMessage())
        .isEqualTo("It was killed by order of alice (it leaks).");
  }

  @Test
  void theLastLineThatTheProcessPrintedIsInTheMessage() {
    var exit = new ProcessExit(3, null, "first\nTerminating due to java.lang.OutOfMemoryError\n");

    assertThat(exit.inWords())
        .isEqualTo(
            "It ran out of memory. Last output: Terminating due to java.lang.OutOfMemoryError");
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
