package io.sluice.orchestrator.intake;

import static io.sluice.orchestrator.intake.TestOutcomes.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.orchestrator.redis.Continuity;
import io.sluice.queue.Attempt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompleterTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FakeQueue queue = new FakeQueue();
  private final Continuity continuity = new Continuity();
  private Completer completer = completer(Duration.ofSeconds(30), Duration.ZERO);

  @AfterEach
  void stop() throws InterruptedException {
    completer.stop();
  }

  @Test
  void everyOutcomeArrivesOnceAndInOrder() {
    IntStream.range(0, 500).forEach(i -> completer.add(result("e" + i)));

    completer.start();

    await().until(() -> queue.completed.size() == 500);
    assertThat(queue.completed)
        .extracting(completion -> completion.attempt().executionId())
        .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> "e" + i).toList());
  }

  @Test
  void anOutcomeIsSentAgainUntilRedisAnswersAndItsLeaseIsKeptMeanwhile() {
    queue.away.set(1);
    completer.add(result("a"));
    completer.start();

    await().until(() -> queue.away.get() == 0);
    assertThat(queue.completed.isEmpty() ? completer.untaken() : List.of(attempt("a")))
        .containsExactly(attempt("a"));

    await().until(() -> queue.completed.size() == 1);
    await().until(() -> completer.untaken().isEmpty());
    assertThat(completer.unconfirmed()).isEqualTo(1);
  }

  @Test
  void afterAChangeOfGenerationWhatIsNotConfirmedIsSentAgain() {
    continuity.generation("g1");
    completer.start();
    completer.add(result("a"));
    completer.add(result("b"));
    await().until(() -> queue.completed.size() == 2);
    await().until(() -> completer.untaken().isEmpty());
    completer.recorded(List.of(attempt("a")));

    continuity.generation("g2");

    await().until(() -> queue.resent.size() == 1);
    assertThat(queue.resent.getFirst().completion()).isEqualTo(result("b"));
    assertThat(queue.resent.getFirst().entry()).isEqualTo("1-1");
  }

  @Test
  void beyondItsBoundItSaysWhyNothingShouldBeClaimed() {
    IntStream.range(0, Spool.MOST - 1).forEach(i -> completer.add(result("e" + i)));
    assertThat(completer.trouble()).isEmpty();

    completer.add(result("last"));

    assertThat(completer.trouble())
        .isEqualTo("5000 outcomes wait for the recorder's confirmation.");
  }

  @Test
  void whatIsLeftIsSentBeforeItEnds() throws InterruptedException {
    completer.start();
    completer.add(result("last"));

    completer.stop();

    assertThat(queue.completed).hasSize(1);
  }

  @Test
  void aStopEndsAsSoonAsTheLastOutcomeIsConfirmed() throws InterruptedException {
    completer = completer(LONG, LONG);
    completer.start();
    completer.add(result("a"));
    await().until(() -> completer.untaken().isEmpty());
    Thread stop = Thread.ofVirtual().start(this::stopQuietly);
    await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);

    completer.recorded(List.of(attempt("a")));

    assertThat(stop.join(Duration.ofSeconds(10))).isTrue();
    assertThat(completer.isRunning()).isFalse();
  }

  @Test
  void aStopWithoutRedisGivesUpAfterItsPatienceInsteadOfTryingForEver()
      throws InterruptedException {
    completer = completer(Duration.ofMillis(1), LONG);
    queue.away.set(Integer.MAX_VALUE);
    completer.add(result("a"));
    completer.start();

    completer.stop();

    await().until(() -> !completer.isRunning());
    assertThat(queue.completed).isEmpty();
    assertThat(Integer.MAX_VALUE - queue.away.get()).as("calls").isLessThan(10);
  }

  private Completer completer(Duration taken, Duration confirmed) {
    return new Completer(
        queue,
        continuity,
        new Completer.Patience(Duration.ofSeconds(10), taken, confirmed),
        _ -> false,
        InstantSource.system());
  }

  private void stopQuietly() {
    try {
      completer.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Attempt attempt(String id) {
    return new Attempt(id, 1, 1);
  }
}
