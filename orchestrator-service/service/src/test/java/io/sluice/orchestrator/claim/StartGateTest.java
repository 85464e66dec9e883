package io.sluice.orchestrator.claim;

import static io.sluice.orchestrator.slots.Fixtures.execution;
import static io.sluice.orchestrator.slots.Fixtures.prepared;
import static io.sluice.orchestrator.slots.Fixtures.withPermit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.command.WorkerMessage.Permit;
import io.sluice.orchestrator.claim.StartGate.PermitCounts;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.results.TestOutcomes;
import io.sluice.orchestrator.slots.ReadyExecution;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.queue.Attempt;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueScripts.End;
import io.sluice.queue.RedisUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartGateTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final FakeQueue queue = new FakeQueue();
  private final SlotScheduler scheduler = new SlotScheduler(Policies.thread(4), _ -> {}, () -> now);
  private final RecordedLink process = new RecordedLink(1);
  private final ClaimReleaser releaser =
      new ClaimReleaser(queue, scheduler, TestOutcomes.sender(queue));
  private final StartGate startGate =
      new StartGate(
          queue,
          scheduler,
          releaser,
          _ -> new AttemptLocation("w", 7, 1, "thread"),
          Duration.ofSeconds(10),
          () -> now);

  @BeforeEach
  void serve() {
    scheduler.routeTo(Route.to(process, ExecutionModel.THREAD, 4, 0));
  }

  @AfterEach
  void stop() {
    startGate.stop();
  }

  @Test
  void aRefusedExecutionNeverRunsAndIsLeftToItsLease() {
    ask("a");

    startGate.answered(List.of(permit("a", false)));

    assertThat(scheduler.owned()).as("its lease is not kept").isEmpty();
    assertThat(queue.released).as("or it would ask and be refused without end").isEmpty();
    assertThat(process.said).isEmpty();
    assertThat(startGate.permitCounts()).isEqualTo(new PermitCounts(0, 1, 0));
  }

  @Test
  void withoutAnAnswerInTimeItAsksAgainUnderTheSameTokenAndRunsWhenItIsGranted() {
    ask("a");
    now = now.plusMillis(9_999);
    startGate.askAgain();
    assertThat(queue.asked).containsExactly("a ASK");

    now = now.plusMillis(1);
    startGate.askAgain();
    startGate.answered(List.of(permit("a", true)));

    await().until(() -> process.said.contains("execute a"));
    assertThat(queue.asked).containsExactly("a ASK", "a ASK", "a GRANTED");
    assertThat(queue.released).isEmpty();
    assertThat(startGate.permitCounts()).isEqualTo(new PermitCounts(1, 0, 1));
  }

  @Test
  void whatIsGivenBackReturnsItsPermitBeforeTheNextAttemptCanAsk() {
    ask("a");

    releaser.release(End.FRONT, scheduler.takeUnstarted());

    assertThat(queue.asked).containsExactly("a ASK", "a RETURNED");
    assertThat(queue.released).containsExactly("a FRONT");
  }

  @Test
  void aPermitThatMayHaveBeenGrantedAfterTwoLostRepliesIsReturned() {
    queue.away.set(2);
    assertThatThrownBy(() -> ask("a")).isInstanceOf(RedisUnavailable.class);
    queue.mine.add(new Attempt("a", 1, 1));

    releaser.releaseUnknown();

    assertThat(queue.asked).containsExactly("a RETURNED");
    assertThat(queue.released).containsExactly("a FRONT");
  }

  @Test
  void aPermitThatComesTwiceStartsOnce() {
    ask("a");

    startGate.answered(List.of(permit("a", true), permit("a", true)));

    await().until(() -> process.said.contains("execute a"));
    assertThat(queue.asked).containsExactly("a ASK", "a GRANTED");
    assertThat(startGate.permitCounts()).isEqualTo(new PermitCounts(1, 0, 0));
  }

  @Test
  void aGrantedStartIsRepeatedUntilRedisAnswersBecauseAPermitIsNotGivenTwice() {
    ask("a");
    queue.away.set(2);

    startGate.answered(List.of(permit("a", true)));

    await().until(() -> process.said.contains("execute a"));
    assertThat(queue.released).isEmpty();
  }

  @Test
  void aGrantedStartThatRedisRefusesDoesNotRun() {
    queue.startAnswers.put("a", StartAnswer.MISSING);
    ask("a");

    startGate.answered(List.of(permit("a", true)));

    await().until(() -> scheduler.owned().isEmpty());
    assertThat(process.said).isEmpty();
  }

  @Test
  void whileTheQueueIsRebuiltNothingStartsAndItIsGivenBack() {
    queue.startAnswers.put("a", StartAnswer.NOT_READY);
    scheduler.claimed(List.of(execution("a"), execution("b")));

    startGate.start(List.of(prepared("a"), prepared("b")));

    assertThat(queue.released).containsExactly("a BACK");
    assertThat(process.said).containsExactly("execute b");
  }

  @Test
  void aStartWithoutAnAnswerIsRepeatedOnceAndThenFoundAgainBeforeTheNextClaim() {
    scheduler.claimed(List.of(execution("a")));
    queue.away.set(2);
    queue.mine.add(new Attempt("a", 1, 1));

    assertThatThrownBy(() -> startGate.start(List.of(prepared("a"))))
        .isInstanceOf(RedisUnavailable.class);
    releaser.releaseUnknown();

    assertThat(queue.released).containsExactly("a FRONT");
    assertThat(process.said).isEmpty();
  }

  private void ask(String id) {
    scheduler.claimed(List.of(withPermit(id)));
    startGate.start(List.of(new ReadyExecution(withPermit(id), Path.of("/bundle.jar"))));
    assertThat(scheduler.owned()).hasSize(1);
  }

  private static Permit permit(String id, boolean granted) {
    return new Permit(id, 1, 1, granted);
  }
}
