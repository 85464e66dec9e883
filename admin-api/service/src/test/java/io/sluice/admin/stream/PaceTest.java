package io.sluice.admin.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Instant NOW = Instant.EPOCH;
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private final Pace opened = Pace.opened(NOW);

  @Test
  void theFirstFrameIsASnapshotAlsoWhenThereIsNews() {
    assertThat(opened.next(true, true).step()).isEqualTo(Pace.Step.SNAPSHOT);
  }

  @Test
  void noSnapshotIsMadeOfHalfOfWhatMustBeKnown() {
    Pace.Next next = opened.next(true, false);

    assertThat(next.step()).isEqualTo(Pace.Step.NOTHING);
    assertThat(next.pace().owed()).isTrue();
  }

  @Test
  void whoHasReadTheLastFrameGetsTheNextDelta() {
    Pace idle = opened.next(false, true).pace().sent();

    assertThat(idle.next(false, true).step()).isEqualTo(Pace.Step.NOTHING);
    assertThat(idle.next(true, true).step()).isEqualTo(Pace.Step.DELTA);
  }

  @Test
  void whoIsBusyMissesTheFrameAndGetsASnapshotInstead() {
    Pace busy = opened.next(false, true).pace();

    Pace.Next missed = busy.next(true, true);
    assertThat(missed.step()).isEqualTo(Pace.Step.SKIP);
    assertThat(missed.pace().next(true, true).step()).isEqualTo(Pace.Step.SKIP);

    assertThat(missed.pace().sent().next(true, true).step()).isEqualTo(Pace.Step.SNAPSHOT);
    assertThat(busy.sent().next(true, true).step()).isEqualTo(Pace.Step.DELTA);
  }

  @Test
  void whoAsksWhileBusyGetsTheSnapshotAfterwards() {
    Pace asked = opened.next(false, true).pace().asked();

    assertThat(asked.next(false, true).step()).isEqualTo(Pace.Step.NOTHING);
    assertThat(asked.sent().next(false, true).step()).isEqualTo(Pace.Step.SNAPSHOT);
  }

  @Test
  void aSignOfLifeCountsUntilTheSilenceIsFull() {
    Pace heard = opened.heard(NOW.plusSeconds(10));

    assertThat(opened.isSilent(SILENCE, NOW.plusSeconds(30))).isTrue();
    assertThat(heard.isSilent(SILENCE, NOW.plusSeconds(39))).isFalse();
    assertThat(heard.isSilent(SILENCE, NOW.plusSeconds(40))).isTrue();
  }

  @Test
  void itIsAskedForThreeTimesMeanwhile() {
    assertThat(opened.pingDue(SILENCE, NOW.plusSeconds(9))).isFalse();
    assertThat(opened.pingDue(SILENCE, NOW.plusSeconds(10))).isTrue();
    assertThat(opened.pinged(NOW.plusSeconds(10)).pingDue(SILENCE, NOW.plusSeconds(19))).isFalse();
  }
}
