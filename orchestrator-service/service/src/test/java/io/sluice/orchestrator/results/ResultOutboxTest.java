package io.sluice.orchestrator.results;

import static io.sluice.orchestrator.results.TestOutcomes.gone;
import static io.sluice.orchestrator.results.TestOutcomes.result;
import static io.sluice.orchestrator.results.TestOutcomes.stuck;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.queue.Attempt;
import io.sluice.queue.Completion.Sent;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueAnswers.CompleteAnswer;
import io.sluice.queue.QueueAnswers.CompleteAnswer.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultOutboxTest {
  private final ResultOutbox outbox = new ResultOutbox(Duration.ofSeconds(10));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long interruptions;

  @Test
  void anOutcomeIsKeptUntilTheRecorderHasConfirmedIt() {
    outbox.add(result("a"));
    answer(Fate.OK, "1-1");
    assertThat(outbox.size()).isEqualTo(1);
    assertThat(outbox.untaken()).as("its record is gone: there is no lease to keep").isEmpty();

    outbox.recorded(attempt("a"));

    assertThat(outbox.size()).isZero();
    nothingIsDue();
  }

  @Test
  void whatIsNotConfirmedInTimeIsSentAgainWithItsEntry() {
    outbox.add(result("a"));
    answer(Fate.OK, "1-1");
    now = now.plusMillis(9_999);
    nothingIsDue();

    now = now.plusMillis(1);

    ResultOutbox.Batch again = next();
    assertThat(again.again()).isTrue();
    assertThat(again.outcomes()).containsExactly(new Sent(result("a"), "1-1"));
  }

  @Test
  void afterAnInterruptionOfRedisEverythingIsSentAgainAtOnceButNotInAStorm() {
    outbox.add(result("a"));
    answer(Fate.OK, "1-1");
    interruptions++;
    nothingIsDue();

    now = now.plusMillis(500);
    answer(Fate.DUP, "1-1");

    now = now.plusMillis(500);
    nothingIsDue();
  }

  @Test
  void anInterruptionWhileItWasSentCountsToo() {
    outbox.add(result("a"));
    ResultOutbox.Batch batch = next();
    outbox.answered(batch, List.of(new CompleteAnswer(Fate.OK, "1-1")), interruptions, now);
    interruptions++;
    now = now.plusMillis(500);

    assertThat(next().again()).isTrue();
  }

  @Test
  void whatRedisNeverAnsweredIsSentAsIfForTheFirstTimeAndKeepsItsLease() {
    outbox.add(result("a"));
    next();

    assertThat(outbox.untaken()).containsExactly(attempt("a"));
    assertThat(next().again()).isFalse();
  }

  @Test
  void aRefusedOutcomeIsDroppedAndNamed() {
    outbox.add(result("a"));

    assertThat(answer(Fate.FENCED, "")).containsExactly(attempt("a"));

    assertThat(outbox.size()).isZero();
  }

  @Test
  void theExitOfAProcessWaitsBehindTheUnconfirmedStuckOutcome() {
    outbox.add(stuck("a"));
    outbox.add(gone("a"));
    assertThat(next().outcomes())
        .extracting(s -> s.completion().kind())
        .containsExactly(EventKind.STUCK);
    answer(Fate.OK, "1-1");
    nothingIsDue();

    outbox.recorded(attempt("a"));

    assertThat(next().outcomes())
        .extracting(s -> s.completion().kind())
        .containsExactly(EventKind.GONE);
    answer(Fate.OK, "1-2");
    outbox.recorded(attempt("a"));
    assertThat(outbox.size()).isZero();
  }

  @Test
  void theExitIsToldAlsoWhenTheStuckOutcomeWasRefused() {
    outbox.add(stuck("a"));
    outbox.add(gone("a"));

    answer(Fate.FENCED, "");

    assertThat(next().outcomes())
        .extracting(s -> s.completion().kind())
        .containsExactly(EventKind.GONE);
  }

  @Test
  void aSecondConfirmationOfTheStuckOutcomeDoesNotConfirmTheExitThatRedisHasNotTaken() {
    outbox.add(stuck("a"));
    outbox.add(gone("a"));
    answer(Fate.OK, "1-1");
    outbox.recorded(attempt("a"));
    ResultOutbox.Batch underWay = next();

    outbox.recorded(attempt("a"));

    assertThat(underWay.outcomes()).hasSize(1);
    assertThat(outbox.untaken()).containsExactly(attempt("a"));
  }

  @Test
  void aConfirmationThatOvertakesTheAnswerOfRedisCounts() {
    outbox.add(result("a"));
    ResultOutbox.Batch batch = next();

    outbox.recorded(attempt("a"));
    outbox.answered(batch, List.of(new CompleteAnswer(Fate.OK, "1-1")), 0, now);

    assertThat(outbox.size()).isZero();
  }

  @Test
  void whatWasNeverSentCannotBeConfirmed() {
    outbox.add(result("a"));

    outbox.recorded(attempt("a"));

    assertThat(outbox.size()).isEqualTo(1);
  }

  @Test
  void itIsFullByNumberOrBySize() {
    IntStream.range(0, ResultOutbox.MAX_OUTCOMES - 1).forEach(i -> outbox.add(result("e" + i)));
    assertThat(outbox.isFull()).isFalse();
    outbox.add(result("last"));
    assertThat(outbox.isFull()).isTrue();

    var large = new ResultOutbox(Duration.ofSeconds(10));
    String text = "x".repeat(256 * 1024);
    IntStream.range(0, 256)
        .forEach(i -> large.add(TestOutcomes.completion("e" + i, EventKind.RESULT, text)));
    assertThat(large.isFull()).isTrue();
  }

  @Test
  void aBatchIsBoundedByNumberAndBySize() {
    IntStream.range(0, 51).forEach(i -> outbox.add(result("e" + i)));
    assertThat(next().outcomes()).hasSize(50);

    var large = new ResultOutbox(Duration.ofSeconds(10));
    String text = "x".repeat(600_000);
    IntStream.range(0, 3)
        .forEach(i -> large.add(TestOutcomes.completion("e" + i, EventKind.RESULT, text)));
    assertThat(Objects.requireNonNull(large.next(0, now, _ -> false)).outcomes()).hasSize(2);
  }

  private ResultOutbox.Batch next() {
    return Objects.requireNonNull(outbox.next(interruptions, now, _ -> false), "nothing is due");
  }

  private void nothingIsDue() {
    assertThat(outbox.next(interruptions, now, _ -> false)).isNull();
  }

  private List<Attempt> answer(Fate fate, String entry) {
    ResultOutbox.Batch batch = next();
    List<CompleteAnswer> answers =
        batch.outcomes().stream().map(_ -> new CompleteAnswer(fate, entry)).toList();
    return outbox.answered(batch, answers, interruptions, now);
  }

  private static Attempt attempt(String id) {
    return new Attempt(id, 1, 1);
  }
}
