package io.sluice.orchestrator.intake;

import static io.sluice.orchestrator.dispatch.Fixtures.execution;
import static io.sluice.orchestrator.dispatch.Fixtures.prepared;
import static io.sluice.orchestrator.dispatch.Fixtures.withPermit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.dispatch.Prepared;
import io.sluice.orchestrator.dispatch.RecordedLink;
import io.sluice.orchestrator.dispatch.Route;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Policies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExclusiveGuardTest {
  private final Instant renewed = Instant.parse("2026-01-01T00:00:00Z");
  private Instant now = renewed;
  private final Dispatcher dispatcher = new Dispatcher(Policies.thread(4), _ -> {}, () -> now);
  private final RecordedLink process = new RecordedLink(1);
  private final ExclusiveGuard guard =
      new ExclusiveGuard(dispatcher, () -> renewed, Duration.ofSeconds(12), () -> now);

  @Test
  void onlyWhatIsExclusiveIsToldToStopAndOnlyOnce() {
    dispatcher.routeTo(Route.to(process, ExecutionModel.THREAD, 2, 0));
    dispatcher.claimed(List.of(execution("plain"), withPermit("exclusive"), withPermit("waits")));
    dispatcher.offer(
        List.of(prepared("plain"), new Prepared(withPermit("exclusive"), Path.of("/b.jar"))));
    now = now.plusMillis(11_999);
    guard.run();
    assertThat(process.said).containsExactly("execute plain", "execute exclusive");

    now = now.plusMillis(1);
    guard.run();
    guard.run();

    assertThat(process.said)
        .containsExactly("execute plain", "execute exclusive", "cancel exclusive FENCED");
    assertThat(dispatcher.owned())
        .as("what has not started must not start any more")
        .extracting(e -> e.attempt().executionId())
        .containsExactly("plain", "exclusive");
  }
}
