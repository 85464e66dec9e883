package io.sluice.orchestrator.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.orchestrator.claim.FakeQueue;
import io.sluice.queue.Attempt;
import io.sluice.queue.LogBatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogForwarderTest {
  private final FakeQueue queue = new FakeQueue();
  private LogForwarder logs = new LogForwarder(queue::log, InstantSource.system());

  @AfterEach
  void stop() throws InterruptedException {
    logs.stop();
  }

  @Test
  void linesThatCameWhileRedisWasAwayAreSentInOrderWhenItIsBack() {
    queue.away.set(2);
    IntStream.range(0, 50).forEach(i -> logs.add(line("a", i, "line " + i)));
    logs.start();

    await().until(() -> queue.logged.size() == 50);
    assertThat(queue.logged)
        .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(i -> "line " + i).toList());
    assertThat(logs.dropped()).isZero();
  }

  @Test
  void whatWaitsIsSentManyBatchesAtOnce() {
    IntStream.range(0, 1_000).forEach(i -> logs.add(line("a" + i, 1, "line " + i)));
    logs.start();

    await().until(() -> queue.logged.size() == 1_000);
    assertThat(queue.logCalls).hasValueLessThanOrEqualTo(11);
  }

  @Test
  void aBatchThatCannotBeSentIsDroppedAlone() {
    IntStream.range(0, 20).forEach(i -> logs.add(line("a" + i, 1, "line " + i)));
    logs.add(line("b", 1, FakeQueue.CANNOT_BE_SENT));
    IntStream.range(20, 40).forEach(i -> logs.add(line("a" + i, 1, "line " + i)));
    logs.start();

    await().until(() -> queue.logged.size() == 40);
    assertThat(queue.logged)
        .containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(i -> "line " + i).toList());
    assertThat(logs.dropped()).isOne();
    assertThat(queue.logCalls)
        .as("all, each up to the bad one, that one, and the rest")
        .hasValue(1 + 20 + 1 + 1);
  }

  @Test
  void beyondTheBoundTheOldestLinesAreDroppedAndCounted() {
    logs = new LogForwarder(queue::log, InstantSource.system(), 2_000);
    IntStream.range(0, 100).forEach(i -> logs.add(line("a", i, "x".repeat(100))));
    logs.add(line("a", 100, "the last one"));
    logs.start();

    await().until(() -> queue.logged.contains("the last one"));
    assertThat(logs.dropped()).isEqualTo(101L - queue.logged.size()).isGreaterThan(85);
  }

  @Test
  void anOutcomeFollowsTheLinesOfItsExecution() throws InterruptedException {
    logs.add(line("a", 1, "the last words"));
    var sender = TestOutcomes.sender(queue, logs::isPending);
    logs.whenComplete(sender::recheck);
    sender.add(TestOutcomes.result("a"));
    sender.add(TestOutcomes.result("b"));
    sender.start();
    try {
      await().until(() -> queue.completed.size() == 1);
      assertThat(queue.completed.getFirst().attempt().executionId()).isEqualTo("b");
      assertThat(sender.untaken()).as("its lease is kept").containsExactly(attempt("a"));

      logs.start();

      await().until(() -> queue.completed.size() == 2);
      assertThat(queue.logged).containsExactly("the last words");
    } finally {
      sender.stop();
    }
  }

  @Test
  void noOutcomeWaitsForEver() {
    var now = new Instant[] {Instant.parse("2026-01-01T00:00:00Z")};
    logs = new LogForwarder(queue::log, () -> now[0]);
    logs.add(line("a", 1, "a line"));
    assertThat(logs.isPending(attempt("a"))).isTrue();

    now[0] = now[0].plusSeconds(10);

    assertThat(logs.isPending(attempt("a"))).isFalse();
  }

  private static Attempt attempt(String id) {
    return new Attempt(id, 1, 1);
  }

  private static LogBatch line(String id, long seq, String message) {
    return new LogBatch(id, 1, 1, List.of(new LogBatch.Line(seq, Instant.EPOCH, "INFO", message)));
  }
}
