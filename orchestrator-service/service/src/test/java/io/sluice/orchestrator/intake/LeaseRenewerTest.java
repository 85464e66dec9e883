package io.sluice.orchestrator.intake;

import static io.sluice.orchestrator.dispatch.Fixtures.execution;
import static io.sluice.orchestrator.dispatch.Fixtures.prepared;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.dispatch.RecordedLink;
import io.sluice.orchestrator.dispatch.Route;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.redis.Continuity;
import io.sluice.queue.AdoptAnswer;
import io.sluice.queue.Attempt;
import io.sluice.queue.Liveness;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseRenewerTest {
  private final FakeQueue queue = new FakeQueue();
  private final Dispatcher dispatcher =
      new Dispatcher(Policies.thread(4), _ -> {}, InstantSource.system());
  private final RecordedLink process = new RecordedLink(1);
  private final Completer completer = TestOutcomes.completer(queue);
  private final Continuity continuity = new Continuity();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final LeaseRenewer renewer =
      new LeaseRenewer(queue, dispatcher, completer, continuity, () -> now);

  @Test
  void whatAnotherWorkerOwnsIsNotRunHere() {
    dispatcher.claimed(List.of(execution("a"), execution("b")));
    queue.liveness.put(new Attempt("a", 1, 1), Liveness.FENCED);

    renewer.run();

    assertThat(dispatcher.owned()).extracting(e -> e.attempt().executionId()).containsExactly("b");
  }

  @Test
  void aStartThatTookLongIsNoTimeWithoutARenewal() {
    now = now.plusSeconds(30);

    renewer.begin();

    assertThat(renewer.renewalSentAt()).isEqualTo(now);
  }

  @Test
  void whatRedisForgotIsAdopted() {
    run("a", "b");
    queue.liveness.put(new Attempt("b", 1, 1), Liveness.MISSING);

    renewer.run();

    assertThat(queue.adopted).containsExactly("b");
    assertThat(dispatcher.owned()).hasSize(2);
  }

  @Test
  void whatRedisForgotBeforeItStartedIsForgottenHereToo() {
    dispatcher.claimed(List.of(execution("a")));
    queue.liveness.put(new Attempt("a", 1, 1), Liveness.MISSING);

    renewer.run();

    assertThat(queue.adopted).isEmpty();
    assertThat(dispatcher.owned()).isEmpty();
  }

  @Test
  void whatEndedElsewhereWhileRedisForgotItIsToldToStop() {
    run("a");
    queue.liveness.put(new Attempt("a", 1, 1), Liveness.MISSING);
    queue.adoptAnswer = AdoptAnswer.DONE;

    renewer.run();

    assertThat(process.said).containsExactly("execute a", "cancel a FENCED");
  }

  @Test
  void whileRedisIsAwayEverythingGoesOnAndItSaysThatNothingShouldBeClaimed() {
    dispatcher.claimed(List.of(execution("a")));
    Instant before = now;
    now = now.plusSeconds(3);
    queue.away.set(1);

    renewer.run();

    assertThat(dispatcher.owned()).hasSize(1);
    assertThat(renewer.trouble()).startsWith("Leases cannot be renewed: ");
    assertThat(renewer.renewalSentAt()).isEqualTo(before);

    renewer.run();

    assertThat(renewer.trouble()).isEmpty();
    assertThat(renewer.renewalSentAt()).isEqualTo(now);
  }

  @Test
  void theLeaseOfAnOutcomeIsKeptUntilRedisHasTakenIt() {
    completer.add(TestOutcomes.result("untaken"));

    renewer.run();

    assertThat(queue.renewed).containsExactly("untaken");
  }

  @Test
  void aChangedGenerationIsAnInterruptionAlsoWhenNothingIsOwned() {
    renewer.run();
    long before = continuity.interruptions();

    queue.generation = "g2";
    renewer.run();

    assertThat(continuity.interruptions()).isEqualTo(before + 1);
  }

  private void run(String... ids) {
    dispatcher.routeTo(Route.to(process, ExecutionModel.THREAD, ids.length, 0));
    for (String id : ids) {
      dispatcher.claimed(List.of(execution(id)));
      dispatcher.offer(List.of(prepared(id)));
    }
  }
}
