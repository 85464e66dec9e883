package io.sluice.orchestrator.intake;

import static io.sluice.orchestrator.intake.TestOutcomes.gone;
import static io.sluice.orchestrator.intake.TestOutcomes.result;
import static io.sluice.orchestrator.intake.TestOutcomes.stuck;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.queue.Attempt;
import io.sluice.queue.CompleteAnswer;
import io.sluice.queue.CompleteAnswer.Fate;
import io.sluice.queue.EventKind;
import io.sluice.queue.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpoolTest {
  private final Spool spool = new Spool(Duration.ofSeconds(10));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long interruptions;

  @Test
  void anOutcomeIsKeptUntilTheRecorderHasConfirmedIt() {
    spool.add(result("a"));
    answer(Fate.OK, "1-1");
    assertThat(spool.size()).isEqualTo(1);
    assertThat(spool.untaken()).as("its record is gone: there is no lease to keep").isEmpty();

    spool.recorded(attempt("a"));

    assertThat(spool.size()).isZero();
    nothingIsDue();
  }

  @Test
  void whatIsNotConfirmedInTimeIsSentAgainWithItsEntry() {
    spool.add(result("a"));
    answer(Fate.OK, "1-1");
    now = now.plusMillis(9_999);
    nothingIsDue();

    now = now.plusMillis(1);

    Spool.Batch again = next();
    assertThat(again.again()).isTrue();
    assertThat(again.outcomes()).containsExactly(new Sent(result("a"), "1-1"));
  }

  @Test
  void afterAnInterruptionOfRedisEverythingIsSentAgainAtOnceButNotInAStorm() {
    spool.add(result("a"));
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
    spool.add(result("a"));
    Spool.Batch batch = next();
    spool.answered(batch, List.of(new CompleteAnswer(Fate.OK, "1-1")), interruptions, now);
    interruptions++;
    now = now.plusMillis(500);

    assertThat(next().again()).isTrue();
  }

  @Test
  void whatRedisNeverAnsweredIsSentAsIfForTheFirstTimeAndKeepsItsLease() {
    spool.add(result("a"));
    next();

    assertThat(spool.untaken()).containsExactly(attempt("a"));
    assertThat(next().again()).isFalse();
  }

  @Test
  void aRefusedOutcomeIsDroppedAndNamed() {
    spool.add(result("a"));

    assertThat(answer(Fate.FENCED, "")).containsExactly(attempt("a"));

    assertThat(spool.size()).isZero();
  }

  @Test
  void theExitOfAProcessWaitsBehindTheUnconfirmedStuckOutcome() {
    spool.add(stuck("a"));
    spool.add(gone("a"));
    assertThat(next().outcomes())
        .extracting(s -> s.completion().kind())
        .containsExactly(EventKind.STUCK);
    answer(Fate.OK, "1-1");
    nothingIsDue();

    spool.recorded(attempt("a"));

    assertThat(next().outcomes())
        .extracting(s -> s.completion().kind())
        .containsExactly(EventKind.GONE);
    answer(Fate.OK, "1-2");
    spool.recorded(attempt("a"));
    assertThat(spool.size()).isZero();
  }

  @Test
  void theExitIsToldAlsoWhenTheStuckOutcomeWasRefused() {
    spool.add(stuck("a"));
    spool.add(gone("a"));

    answer(Fate.FENCED, "");

    assertThat(next().outcomes())
        .extracting(s -> s.completion().kind())
        .containsExactly(EventKind.GONE);
  }

  @Test
  void aSecondConfirmationOfTheStuckOutcomeDoesNotConfirmTheExitThatRedisHasNotTaken() {
    spool.add(stuck("a"));
    spool.add(gone("a"));
    answer(Fate.OK, "1-1");
    spool.recorded(attempt("a"));
    Spool.Batch underWay = next();

    spool.recorded(attempt("a"));

    assertThat(underWay.outcomes()).hasSize(1);
    assertThat(spool.untaken()).containsExactly(attempt("a"));
  }

  @Test
  void aConfirmationThatOvertakesTheAnswerOfRedisCounts() {
    spool.add(result("a"));
    Spool.Batch batch = next();

    spool.recorded(attempt("a"));
    spool.answered(batch, List.of(new CompleteAnswer(Fate.OK, "1-1")), 0, now);

    assertThat(spool.size()).isZero();
  }

  @Test
  void whatWasNeverSentCannotBeConfirmed() {
    spool.add(result("a"));

    spool.recorded(attempt("a"));

    assertThat(spool.size()).isEqualTo(1);
  }

  @Test
  void itIsFullByNumberOrBySize() {
    IntStream.range(0, Spool.MOST - 1).forEach(i -> spool.add(result("e" + i)));
    assertThat(spool.isFull()).isFalse();
    spool.add(result("last"));
    assertThat(spool.isFull()).isTrue();

    var large = new Spool(Duration.ofSeconds(10));
    String text = "x".repeat(256 * 1024);
    IntStream.range(0, 256)
        .forEach(i -> large.add(TestOutcomes.completion("e" + i, EventKind.RESULT, text)));
    assertThat(large.isFull()).isTrue();
  }

  @Test
  void aBatchIsBoundedByNumberAndBySize() {
    IntStream.range(0, 51).forEach(i -> spool.add(result("e" + i)));
    assertThat(next().outcomes()).hasSize(50);

    var large = new Spool(Duration.ofSeconds(10));
    String text = "x".repeat(600_000);
    IntStream.range(0, 3)
        .forEach(i -> large.add(TestOutcomes.completion("e" + i, EventKind.RESULT, text)));
    assertThat(Objects.requireNonNull(large.next(0, now, _ -> false)).outcomes()).hasSize(2);
  }

  private Spool.Batch next() {
    return Objects.requireNonNull(spool.next(interruptions, now, _ -> false), "nothing is due");
  }

  private void nothingIsDue() {
    assertThat(spool.next(interruptions, now, _ -> false)).isNull();
  }

  private List<Attempt> answer(Fate fate, String entry) {
    Spool.Batch batch = next();
    List<CompleteAnswer> answers =
        batch.outcomes().stream().map(_ -> new CompleteAnswer(fate, entry)).toList();
    return spool.answered(batch, answers, interruptions, now);
  }

  private static Attempt attempt(String id) {
    return new Attempt(id, 1, 1);
  }
}
