package io.sluice.admin.livestream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackpressureStateTest {

  private static final Instant NOW = Instant.EPOCH;
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private final BackpressureState opened = BackpressureState.opened(NOW);

  @Test
  void theFirstFrameIsASnapshotAlsoWhenThereIsNews() {
    assertThat(opened.next(true, true).step()).isEqualTo(BackpressureState.Step.SNAPSHOT);
  }

  @Test
  void thereIsNoSnapshotOfAnIncompleteState() {
    BackpressureState.Next next = opened.next(true, false);

    assertThat(next.step()).isEqualTo(BackpressureState.Step.NOTHING);
    assertThat(next.state().owed()).isTrue();
  }

  @Test
  void aClientThatHasReadTheLastFrameGetsTheNextDelta() {
    BackpressureState idle = opened.next(false, true).state().sent();

    assertThat(idle.next(false, true).step()).isEqualTo(BackpressureState.Step.NOTHING);
    assertThat(idle.next(true, true).step()).isEqualTo(BackpressureState.Step.DELTA);
  }

  @Test
  void aBusyClientMissesTheFrameAndGetsASnapshotInstead() {
    BackpressureState busy = opened.next(false, true).state();

    BackpressureState.Next missed = busy.next(true, true);
    assertThat(missed.step()).isEqualTo(BackpressureState.Step.SKIP);
    assertThat(missed.state().next(true, true).step()).isEqualTo(BackpressureState.Step.SKIP);

    assertThat(missed.state().sent().next(true, true).step())
        .isEqualTo(BackpressureState.Step.SNAPSHOT);
    assertThat(busy.sent().next(true, true).step()).isEqualTo(BackpressureState.Step.DELTA);
  }

  @Test
  void aBusyClientThatAsksGetsTheSnapshotAfterwards() {
    BackpressureState asked = opened.next(false, true).state().asked();

    assertThat(asked.next(false, true).step()).isEqualTo(BackpressureState.Step.NOTHING);
    assertThat(asked.sent().next(false, true).step()).isEqualTo(BackpressureState.Step.SNAPSHOT);
  }

  @Test
  void aSignOfLifeCountsUntilTheSilenceIsFull() {
    BackpressureState heard = opened.heard(NOW.plusSeconds(10));

    assertThat(opened.isSilent(SILENCE, NOW.plusSeconds(30))).isTrue();
    assertThat(heard.isSilent(SILENCE, NOW.plusSeconds(39))).isFalse();
    assertThat(heard.isSilent(SILENCE, NOW.plusSeconds(40))).isTrue();
  }

  @Test
  void threePingsAreDueWithinTheSilence() {
    assertThat(opened.pingDue(SILENCE, NOW.plusSeconds(9))).isFalse();
    assertThat(opened.pingDue(SILENCE, NOW.plusSeconds(10))).isTrue();
    assertThat(opened.pinged(NOW.plusSeconds(10)).pingDue(SILENCE, NOW.plusSeconds(19))).isFalse();
  }
}
