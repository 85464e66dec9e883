package io.sluice.orchestrator.results;

import static io.sluice.orchestrator.results.TestOutcomes.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.orchestrator.RedisInterruptions;
import io.sluice.orchestrator.claim.FakeQueue;
import io.sluice.queue.Attempt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultSenderTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FakeQueue queue = new FakeQueue();
  private final RedisInterruptions redisInterruptions = new RedisInterruptions();
  private ResultSender sender = sender(Duration.ofSeconds(30), Duration.ZERO);

  @AfterEach
  void stop() throws InterruptedException {
    sender.stop();
  }

  @Test
  void everyOutcomeArrivesOnceAndInOrder() {
    IntStream.range(0, 500).forEach(i -> sender.add(result("e" + i)));

    sender.start();

    await().until(() -> queue.completed.size() == 500);
    assertThat(queue.completed)
        .extracting(completion -> completion.attempt().executionId())
        .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> "e" + i).toList());
  }

  @Test
  void anOutcomeIsSentAgainUntilRedisAnswersAndItsLeaseIsKeptMeanwhile() {
    queue.away.set(1);
    sender.add(result("a"));
    sender.start();

    await().until(() -> queue.away.get() == 0);
    assertThat(queue.completed.isEmpty() ? sender.untaken() : List.of(attempt("a")))
        .containsExactly(attempt("a"));

    await().until(() -> queue.completed.size() == 1);
    await().until(() -> sender.untaken().isEmpty());
    assertThat(sender.unconfirmed()).isEqualTo(1);
  }

  @Test
  void afterAChangeOfGenerationWhatIsNotConfirmedIsSentAgain() {
    redisInterruptions.generation("g1");
    sender.start();
    sender.add(result("a"));
    sender.add(result("b"));
    await().until(() -> queue.completed.size() == 2);
    await().until(() -> sender.untaken().isEmpty());
    sender.recorded(List.of(attempt("a")));

    redisInterruptions.generation("g2");

    await().until(() -> queue.resent.size() == 1);
    assertThat(queue.resent.getFirst().completion()).isEqualTo(result("b"));
    assertThat(queue.resent.getFirst().entry()).isEqualTo("1-1");
  }

  @Test
  void beyondItsBoundItSaysWhyNothingShouldBeClaimed() {
    IntStream.range(0, ResultOutbox.MAX_OUTCOMES - 1).forEach(i -> sender.add(result("e" + i)));
    assertThat(sender.notReadyReason()).isEmpty();

    sender.add(result("last"));

    assertThat(sender.notReadyReason())
        .isEqualTo("5000 outcomes wait for the recorder's confirmation.");
  }

  @Test
  void whatIsLeftIsSentBeforeItEnds() throws InterruptedException {
    sender.start();
    sender.add(result("last"));

    sender.stop();

    assertThat(queue.completed).hasSize(1);
  }

  @Test
  void aStopEndsAsSoonAsTheLastOutcomeIsConfirmed() throws InterruptedException {
    sender = sender(LONG, LONG);
    sender.start();
    sender.add(result("a"));
    await().until(() -> sender.untaken().isEmpty());
    Thread stop = Thread.ofVirtual().start(this::stopQuietly);
    await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);

    sender.recorded(List.of(attempt("a")));

    assertThat(stop.join(Duration.ofSeconds(10))).isTrue();
    assertThat(sender.isRunning()).isFalse();
  }

  @Test
  void aStopWithoutRedisGivesUpAfterItsPatienceInsteadOfTryingForEver()
      throws InterruptedException {
    sender = sender(Duration.ofMillis(1), LONG);
    queue.away.set(Integer.MAX_VALUE);
    sender.add(result("a"));
    sender.start();

    sender.stop();

    await().until(() -> !sender.isRunning());
    assertThat(queue.completed).isEmpty();
    assertThat(Integer.MAX_VALUE - queue.away.get()).as("calls").isLessThan(10);
  }

  private ResultSender sender(Duration taken, Duration confirmed) {
    return new ResultSender(
        queue,
        redisInterruptions,
        new ResultSender.Timeouts(Duration.ofSeconds(10), taken, confirmed),
        _ -> false,
        InstantSource.system());
  }

  private void stopQuietly() {
    try {
      sender.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Attempt attempt(String id) {
    return new Attempt(id, 1, 1);
  }
}
