package io.sluice.orchestrator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.queue.Attempt;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import io.sluice.queue.OutcomeEvent;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompleterTest {
  private final FakeQueue queue = new FakeQueue();
  private final Completer completer = new Completer(queue);

  @AfterEach
  void stop() throws InterruptedException {
    completer.stop();
  }

  @Test
  void everyOutcomeArrivesOnceAndInOrder() {
    IntStream.range(0, 500).forEach(i -> completer.add(outcome("e" + i)));

    completer.start();

    await().until(() -> queue.completed.size() == 500);
    assertThat(queue.completed)
        .extracting(completion -> completion.attempt().executionId())
        .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> "e" + i).toList());
  }

  @Test
  void anOutcomeIsSentAgainUntilRedisAnswersAndItsLeaseIsKeptMeanwhile() {
    queue.away.set(1);
    completer.add(outcome("a"));
    completer.start();

    await().until(() -> queue.away.get() == 0);
    assertThat(queue.completed.isEmpty() ? completer.unconfirmed() : queue.completed)
        .extracting(completion -> completion.attempt().executionId())
        .containsExactly("a");

    await().until(() -> queue.completed.size() == 1);
    await().until(() -> completer.unconfirmed().isEmpty());
  }

  @Test
  void whatIsLeftIsSentBeforeItEnds() throws InterruptedException {
    completer.start();
    completer.add(outcome("last"));

    completer.stop();

    assertThat(queue.completed).hasSize(1);
  }

  @Test
  void aStopWithoutRedisGivesUpAfterItsPatienceInsteadOfTryingForEver()
      throws InterruptedException {
    var impatient = new Completer(queue, Duration.ofMillis(1));
    queue.away.set(Integer.MAX_VALUE);
    impatient.add(outcome("a"));
    impatient.start();

    impatient.stop();

    await().until(() -> !impatient.isRunning());
    assertThat(queue.completed).isEmpty();
    assertThat(Integer.MAX_VALUE - queue.away.get()).as("calls").isLessThan(10);
  }

  private static Completion outcome(String id) {
    return new Completion(
        new Attempt(id, 1, 1),
        EventKind.RESULT,
        new OutcomeEvent(
            "SUCCESS", null, null, null, "{}", "w", 1, 1, "thread", null, null, 0, 0, 0, null,
            null));
  }
}
