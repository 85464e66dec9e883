package io.sluice.orchestrator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.process.KernelView;
import io.sluice.orchestrator.slots.Fixtures;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExternalDossierTest {

  private static final int MAX_STACK = 16 * 1024;

  @Test
  void aLongStackIsCutBeforeACharacterThatDoesNotFit() {
    var scheduler = new SlotScheduler(Policies.thread(4), _ -> {}, InstantSource.system());
    scheduler.routeTo(Route.to(new RecordedLink(1), ExecutionModel.THREAD, 1, 0));
    scheduler.claimed(List.of(Fixtures.execution("a")));
    scheduler.offer(List.of(Fixtures.prepared("a")));
    String head = "\"t\" R\n    at ";
    String frame = "x".repeat(MAX_STACK - head.length() - 1);
    String answer =
        "{\"execution_id\":\"a\",\"samples\":[{\"thread\":\"t\",\"state\":\"R\",\"stack\":[\""
            + frame
            + "😀\"]}]}";

    ExternalDossier dossier =
        ExternalDossier.of(
            scheduler.assigned().getFirst(),
            new ExternalSnapshot(List.of(answer), KernelView.NONE, KernelView.NONE, List.of()));

    assertThat(dossier.stack()).isEqualTo(head + frame);
  }
}
