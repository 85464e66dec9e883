package io.sluice.orchestrator.intake;

import static io.sluice.orchestrator.dispatch.Fixtures.execution;
import static io.sluice.orchestrator.dispatch.Fixtures.prepared;
import static io.sluice.orchestrator.dispatch.Fixtures.withPermit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.command.WorkerMessage.Permit;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.dispatch.Prepared;
import io.sluice.orchestrator.dispatch.RecordedLink;
import io.sluice.orchestrator.dispatch.Route;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.intake.Starter.PermitCounts;
import io.sluice.orchestrator.link.LinkMapping.Place;
import io.sluice.queue.Attempt;
import io.sluice.queue.QueueScripts.End;
import io.sluice.queue.RedisUnavailable;
import io.sluice.queue.StartAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StarterTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final FakeQueue queue = new FakeQueue();
  private final Dispatcher dispatcher = new Dispatcher(Policies.thread(4), _ -> {}, () -> now);
  private final RecordedLink process = new RecordedLink(1);
  private final Releaser releaser = new Releaser(queue, dispatcher, TestOutcomes.completer(queue));
  private final Starter starter =
      new Starter(
          queue,
          dispatcher,
          releaser,
          _ -> new Place("w", 7, 1, "thread"),
          Duration.ofSeconds(10),
          () -> now);

  @BeforeEach
  void serve() {
    dispatcher.routeTo(Route.to(process, ExecutionModel.THREAD, 4, 0));
  }

  @AfterEach
  void stop() {
    starter.stop();
  }

  @Test
  void aRefusedExecutionNeverRunsAndIsLeftToItsLease() {
    ask("a");

    starter.answered(List.of(permit("a", false)));

    assertThat(dispatcher.owned()).as("its lease is not kept").isEmpty();
    assertThat(queue.released).as("or it would ask and be refused without end").isEmpty();
    assertThat(process.said).isEmpty();
    assertThat(starter.permitCounts()).isEqualTo(new PermitCounts(0, 1, 0));
  }

  @Test
  void withoutAnAnswerInTimeItAsksAgainUnderTheSameTokenAndRunsWhenItIsGranted() {
    ask("a");
    now = now.plusMillis(9_999);
    starter.askAgain();
    assertThat(queue.asked).containsExactly("a ASK");

    now = now.plusMillis(1);
    starter.askAgain();
    starter.answered(List.of(permit("a", true)));

    await().until(() -> process.said.contains("execute a"));
    assertThat(queue.asked).containsExactly("a ASK", "a ASK", "a GRANTED");
    assertThat(queue.released).isEmpty();
    assertThat(starter.permitCounts()).isEqualTo(new PermitCounts(1, 0, 1));
  }

  @Test
  void whatIsGivenBackReturnsItsPermitBeforeTheNextAttemptCanAsk() {
    ask("a");

    releaser.release(End.FRONT, dispatcher.takeUnstarted());

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

    starter.answered(List.of(permit("a", true), permit("a", true)));

    await().until(() -> process.said.contains("execute a"));
    assertThat(queue.asked).containsExactly("a ASK", "a GRANTED");
    assertThat(starter.permitCounts()).isEqualTo(new PermitCounts(1, 0, 0));
  }

  @Test
  void aGrantedStartIsRepeatedUntilRedisAnswersBecauseAPermitIsNotGivenTwice() {
    ask("a");
    queue.away.set(2);

    starter.answered(List.of(permit("a", true)));

    await().until(() -> process.said.contains("execute a"));
    assertThat(queue.released).isEmpty();
  }

  @Test
  void aGrantedStartThatRedisRefusesDoesNotRun() {
    queue.startAnswers.put("a", StartAnswer.MISSING);
    ask("a");

    starter.answered(List.of(permit("a", true)));

    await().until(() -> dispatcher.owned().isEmpty());
    assertThat(process.said).isEmpty();
  }

  @Test
  void whileTheQueueIsRebuiltNothingStartsAndItIsGivenBack() {
    queue.startAnswers.put("a", StartAnswer.NOT_READY);
    dispatcher.claimed(List.of(execution("a"), execution("b")));

    starter.start(List.of(prepared("a"), prepared("b")));

    assertThat(queue.released).containsExactly("a BACK");
    assertThat(process.said).containsExactly("execute b");
  }

  @Test
  void aStartWithoutAnAnswerIsRepeatedOnceAndThenFoundAgainBeforeTheNextClaim() {
    dispatcher.claimed(List.of(execution("a")));
    queue.away.set(2);
    queue.mine.add(new Attempt("a", 1, 1));

    assertThatThrownBy(() -> starter.start(List.of(prepared("a"))))
        .isInstanceOf(RedisUnavailable.class);
    releaser.releaseUnknown();

    assertThat(queue.released).containsExactly("a FRONT");
    assertThat(process.said).isEmpty();
  }

  private void ask(String id) {
    dispatcher.claimed(List.of(withPermit(id)));
    starter.start(List.of(new Prepared(withPermit(id), Path.of("/bundle.jar"))));
    assertThat(dispatcher.owned()).hasSize(1);
  }

  private static Permit permit(String id, boolean granted) {
    return new Permit(id, 1, 1, granted);
  }
}
