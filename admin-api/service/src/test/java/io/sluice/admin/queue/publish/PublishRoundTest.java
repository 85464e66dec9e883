package io.sluice.admin.queue.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PublishRoundTest {

  private static final Lane A = new Lane(0, "a");
  private static final Lane B = new Lane(0, "b");
  private static final Lane C = new Lane(2, "a");

  @Test
  void aRoundThatBeginsInTheMiddleVisitsEveryLane() {
    var round = new PublishRound(B);

    assertThat(walk(round, List.of(A, B, C), _ -> false)).containsExactly(C, A, B);
    assertThat(round.served()).as("nothing was served").isEqualTo(B);
  }

  @Test
  void placesThatGetFreeOneAtATimeGoToEveryLaneInTurn() {
    var served = new ArrayList<Lane>();
    Lane last = Lane.FIRST;
    for (int turn = 0; turn < 6; turn++) {
      var round = new PublishRound(last);
      var places = new ArrayList<>(List.of(1));
      walk(round, List.of(A, B, C), _ -> !places.isEmpty() && places.removeLast() == 1);
      last = round.served();
      served.add(last);
    }

    assertThat(served).containsExactly(A, B, C, A, B, C);
  }

  @Test
  void itGoesRoundUntilAWholeRoundBringsNothing() {
    var round = new PublishRound(Lane.FIRST);
    var left = new ArrayList<>(List.of(A, A, B));

    walk(round, List.of(A, B, C), left::remove);

    assertThat(left).isEmpty();
    assertThat(round.isCutOff()).isFalse();
  }

  @Test
  void withoutLanesItEndsAtOnce() {
    assertThat(walk(new PublishRound(A), List.of(), _ -> true)).isEmpty();
  }

  @Test
  void anEndlessBacklogIsCutOffAndTheNextTurnGoesOnThere() {
    var round = new PublishRound(Lane.FIRST);

    walk(round, List.of(A, B, C), _ -> true);

    assertThat(round.isCutOff()).isTrue();
    assertThat(round.served()).isEqualTo(round.after());
  }

  /** Walks with one lane on each page; returns the visited lanes. */
  private static List<Lane> walk(PublishRound round, List<Lane> lanes, Predicate<Lane> accepts) {
    var visited = new ArrayList<Lane>();
    while (!round.isOver()) {
      int next = lanes.indexOf(round.after()) + 1;
      List<Lane> page = lanes.subList(next, Math.min(lanes.size(), next + 1));
      visited.addAll(page);
      round.page(page, page.stream().filter(accepts).findFirst().orElse(null));
    }
    return visited;
  }
}
