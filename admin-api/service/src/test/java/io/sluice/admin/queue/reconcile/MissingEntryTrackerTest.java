package io.sluice.admin.queue.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.queue.reconcile.MissingEntryTracker.Action;
import io.sluice.queue.QueueAnswers.ProbeAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MissingEntryTrackerTest {

  private static final UUID ID = new UUID(1, 1);
  private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");
  private final MissingEntryTracker missing =
      new MissingEntryTracker(Duration.ofSeconds(6), Duration.ofSeconds(30));

  @Test
  void whatWaitsIsPublishedAgainOnlyAfterAWorkerCouldHaveAdoptedIt() {
    assertThat(waiting(ProbeAnswer.NONE, 0)).isEqualTo(Action.WAIT);
    assertThat(waiting(ProbeAnswer.NONE, 5)).isEqualTo(Action.WAIT);
    assertThat(waiting(ProbeAnswer.NONE, 6)).isEqualTo(Action.REPUBLISH);
  }

  @Test
  void whatWasSeenInBetweenBeginsAgain() {
    waiting(ProbeAnswer.NONE, 0);
    waiting(ProbeAnswer.WHOLE, 4);

    assertThat(waiting(ProbeAnswer.NONE, 7)).isEqualTo(Action.WAIT);
  }

  @Test
  void whatWasSeenFirstLongAgoIsForgottenAndWhatBeganAgainIsNot() {
    UUID other = new UUID(2, 2);
    waiting(ProbeAnswer.NONE, 0);
    missing.observe(other, 1, false, ProbeAnswer.NONE, look(1, null));
    missing.observe(ID, 2, false, ProbeAnswer.NONE, look(5, null));

    missing.forgetBefore(Instant.EPOCH.plusSeconds(4));

    assertThat(missing.observe(other, 1, false, ProbeAnswer.NONE, look(8, null)))
        .isEqualTo(Action.WAIT);
    assertThat(missing.observe(ID, 2, false, ProbeAnswer.NONE, look(11, null)))
        .isEqualTo(Action.REPUBLISH);
  }

  @Test
  void anotherEpochBeginsAgain() {
    waiting(ProbeAnswer.NONE, 0);

    assertThat(missing.observe(ID, 2, false, ProbeAnswer.NONE, look(7, null)))
        .isEqualTo(Action.WAIT);
  }

  @Test
  void aBrokenOrRolledBackRecordIsAsGoodAsNone() {
    waiting(ProbeAnswer.BROKEN, 0);
    assertThat(waiting(ProbeAnswer.BROKEN, 6)).isEqualTo(Action.REPUBLISH);
    waiting(ProbeAnswer.OLD, 10);
    assertThat(waiting(ProbeAnswer.OLD, 16)).isEqualTo(Action.REPUBLISH);
  }

  @Test
  void whatRanIsLostAfterTwoLeaseTimes() {
    assertThat(ran(ProbeAnswer.NONE, 0, null)).isEqualTo(Action.WAIT);
    assertThat(ran(ProbeAnswer.NONE, 29, null)).isEqualTo(Action.WAIT);
    assertThat(ran(ProbeAnswer.NONE, 30, null)).isEqualTo(Action.LOST);
  }

  @Test
  void aDoneMarkerDelaysAndNeverBlocks() {
    waiting(ProbeAnswer.DONE, 0);
    assertThat(waiting(ProbeAnswer.DONE, 29)).isEqualTo(Action.WAIT);
    assertThat(waiting(ProbeAnswer.DONE, 30)).isEqualTo(Action.LOST);
  }

  @Test
  void aResultThatMayStillBeRecordedIsWaitedFor() {
    ran(ProbeAnswer.DONE, 0, T.minusSeconds(5));
    assertThat(ran(ProbeAnswer.DONE, 40, T.minusSeconds(5)))
        .as("the recorder is behind")
        .isEqualTo(Action.WAIT);
    assertThat(ran(ProbeAnswer.DONE, 41, T.plusSeconds(1)))
        .as("all that is older was recorded")
        .isEqualTo(Action.LOST);
  }

  @Test
  void whatRedisForgotIsNotRepeatedWhileItsResultMayWaitForTheRecorder() {
    Instant before = T.minusSeconds(5);
    missing.observe(ID, 1, false, ProbeAnswer.NONE, look(0, before));

    assertThat(missing.observe(ID, 1, false, ProbeAnswer.NONE, look(4000, before)))
        .as("the recorder is away")
        .isEqualTo(Action.WAIT);
    assertThat(missing.observe(ID, 1, false, ProbeAnswer.NONE, look(4001, T.plusSeconds(1))))
        .isEqualTo(Action.REPUBLISH);
  }

  @Test
  void afterAFailureOfRedisTheFullTimeAppliesAgain() {
    waiting(ProbeAnswer.NONE, 0);
    missing.forget();

    assertThat(waiting(ProbeAnswer.NONE, 7)).isEqualTo(Action.WAIT);
  }

  private Action waiting(ProbeAnswer answer, long seconds) {
    return missing.observe(ID, 1, false, answer, look(seconds, null));
  }

  private Action ran(ProbeAnswer answer, long seconds, @Nullable Instant oldestResult) {
    return missing.observe(ID, 1, true, answer, look(seconds, oldestResult));
  }

  /** The two clocks have nothing in common. */
  private static MissingEntryTracker.Lookup look(long seconds, @Nullable Instant oldestResult) {
    return new MissingEntryTracker.Lookup(
        Instant.EPOCH.plusSeconds(seconds), T.plusSeconds(seconds), oldestResult);
  }
}
