package io.sluice.orchestrator.claim;

import static io.sluice.orchestrator.slots.Fixtures.execution;
import static io.sluice.orchestrator.slots.Fixtures.prepared;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.RedisInterruptions;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.results.ResultSender;
import io.sluice.orchestrator.results.TestOutcomes;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.queue.Attempt;
import io.sluice.queue.QueueAnswers.AdoptAnswer;
import io.sluice.queue.QueueAnswers.Liveness;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseRenewerTest {
  private final FakeQueue queue = new FakeQueue();
  private final SlotScheduler scheduler =
      new SlotScheduler(Policies.thread(4), _ -> {}, InstantSource.system());
  private final RecordedLink process = new RecordedLink(1);
  private final ResultSender sender = TestOutcomes.sender(queue);
  private final RedisInterruptions redisInterruptions = new RedisInterruptions();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final LeaseRenewer renewer =
      new LeaseRenewer(queue, scheduler, sender, redisInterruptions, () -> now);

  @Test
  void whatAnotherWorkerOwnsIsNotRunHere() {
    scheduler.claimed(List.of(execution("a"), execution("b")));
    queue.liveness.put(new Attempt("a", 1, 1), Liveness.FENCED);

    renewer.run();

    assertThat(scheduler.owned()).extracting(e -> e.attempt().executionId()).containsExactly("b");
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
    assertThat(scheduler.owned()).hasSize(2);
  }

  @Test
  void whatRedisForgotBeforeItStartedIsForgottenHereToo() {
    scheduler.claimed(List.of(execution("a")));
    queue.liveness.put(new Attempt("a", 1, 1), Liveness.MISSING);

    renewer.run();

    assertThat(queue.adopted).isEmpty();
    assertThat(scheduler.owned()).isEmpty();
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
    scheduler.claimed(List.of(execution("a")));
    Instant before = now;
    now = now.plusSeconds(3);
    queue.away.set(1);

    renewer.run();

    assertThat(scheduler.owned()).hasSize(1);
    assertThat(renewer.notReadyReason()).startsWith("Leases cannot be renewed: ");
    assertThat(renewer.renewalSentAt()).isEqualTo(before);

    renewer.run();

    assertThat(renewer.notReadyReason()).isEmpty();
    assertThat(renewer.renewalSentAt()).isEqualTo(now);
  }

  @Test
  void theLeaseOfAnOutcomeIsKeptUntilRedisHasTakenIt() {
    sender.add(TestOutcomes.result("untaken"));

    renewer.run();

    assertThat(queue.renewed).containsExactly("untaken");
  }

  @Test
  void aChangedGenerationIsAnInterruptionAlsoWhenNothingIsOwned() {
    renewer.run();
    long before = redisInterruptions.interruptions();

    queue.generation = "g2";
    renewer.run();

    assertThat(redisInterruptions.interruptions()).isEqualTo(before + 1);
  }

  private void run(String... ids) {
    scheduler.routeTo(Route.to(process, ExecutionModel.THREAD, ids.length, 0));
    for (String id : ids) {
      scheduler.claimed(List.of(execution(id)));
      scheduler.offer(List.of(prepared(id)));
    }
  }
}
