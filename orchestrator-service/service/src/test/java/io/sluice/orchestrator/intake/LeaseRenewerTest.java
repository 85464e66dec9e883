package io.sluice.orchestrator.intake;

import static io.sluice.orchestrator.dispatch.Fixtures.execution;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.queue.Attempt;
import io.sluice.queue.Liveness;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseRenewerTest {
  private final FakeQueue queue = new FakeQueue();
  private final Dispatcher dispatcher = new Dispatcher(InstantSource.system());
  private final LeaseRenewer renewer =
      new LeaseRenewer(queue, dispatcher, Outcome.completer(queue));

  @Test
  void whatAnotherWorkerOwnsIsNotRunHere() {
    dispatcher.claimed(List.of(execution("a"), execution("b")));
    queue.liveness.put(new Attempt("a", 1, 1), Liveness.FENCED);

    renewer.run();

    assertThat(dispatcher.owned()).extracting(e -> e.attempt().executionId()).containsExactly("b");
  }

  @Test
  void whatRedisForgotIsAdopted() {
    dispatcher.claimed(List.of(execution("a"), execution("b")));
    queue.liveness.put(new Attempt("b", 1, 1), Liveness.MISSING);

    renewer.run();

    assertThat(queue.adopted).containsExactly("b");
    assertThat(dispatcher.owned()).hasSize(2);
  }

  @Test
  void whileRedisIsAwayEverythingGoesOn() {
    dispatcher.claimed(List.of(execution("a")));
    queue.away.set(1);

    renewer.run();

    assertThat(dispatcher.owned()).hasSize(1);
  }
}
