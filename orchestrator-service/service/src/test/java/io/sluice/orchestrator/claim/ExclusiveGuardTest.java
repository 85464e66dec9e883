package io.sluice.orchestrator.claim;

import static io.sluice.orchestrator.slots.Fixtures.execution;
import static io.sluice.orchestrator.slots.Fixtures.prepared;
import static io.sluice.orchestrator.slots.Fixtures.withPermit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.slots.ReadyExecution;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExclusiveGuardTest {
  private final Instant renewed = Instant.parse("2026-01-01T00:00:00Z");
  private Instant now = renewed;
  private final SlotScheduler scheduler = new SlotScheduler(Policies.thread(4), _ -> {}, () -> now);
  private final RecordedLink process = new RecordedLink(1);
  private final ExclusiveGuard guard =
      new ExclusiveGuard(scheduler, () -> renewed, Duration.ofSeconds(12), () -> now);

  @Test
  void onlyExclusiveExecutionsAreToldToStopAndOnlyOnce() {
    scheduler.routeTo(Route.to(process, ExecutionModel.THREAD, 2, 0));
    scheduler.claimed(List.of(execution("plain"), withPermit("exclusive"), withPermit("waits")));
    scheduler.offer(
        List.of(prepared("plain"), new ReadyExecution(withPermit("exclusive"), Path.of("/b.jar"))));
    now = now.plusMillis(11_999);
    guard.run();
    assertThat(process.said).containsExactly("execute plain", "execute exclusive");

    now = now.plusMillis(1);
    guard.run();
    guard.run();

    assertThat(process.said)
        .containsExactly("execute plain", "execute exclusive", "cancel exclusive FENCED");
    assertThat(scheduler.owned())
        .as("what has not started must not start any more")
        .extracting(e -> e.attempt().executionId())
        .containsExactly("plain", "exclusive");
  }
}
