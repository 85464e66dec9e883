package io.sluice.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.load.PlannedRequest.Twist;
import io.sluice.chaos.system.TimeScale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
  private static final TimeScale TIMES = new TimeScale(Duration.ofSeconds(2));
  private static final int MANY = 50_000;

  private static List<PlannedRequest> requests(long seed) {
    var plan = new LoadPlan(seed, 60, TIMES, Path.of("/ledger"));
    return IntStream.range(0, MANY).mapToObj(_ -> plan.next()).toList();
  }

  @Test
  void theSameSeedGivesTheSameLoad() {
    assertThat(requests(1)).isEqualTo(requests(1)).isNotEqualTo(requests(2));
  }

  @Test
  void theSharesAreThoseOfTheSpecification() {
    var all = requests(1);

    assertThat(percent(all, of(Share.SHORT))).isCloseTo(85, within(1.0));
    assertThat(percent(all, of(Share.LONG))).isCloseTo(8, within(0.5));
    assertThat(percent(all, of(Share.HEALTHY_AND_LONG))).isCloseTo(3, within(0.5));
    assertThat(percent(all, of(Share.HOSTILE))).isCloseTo(4, within(0.5));
    assertThat(percent(all, r -> r.key().twist() == Twist.SAME_AGAIN)).isCloseTo(5, within(0.5));
    assertThat(percent(all, r -> r.key().twist() == Twist.OTHER_BODY)).isCloseTo(1, within(0.3));
    assertThat(percent(all, r -> r.options().uniqueKey().isPresent())).isCloseTo(2, within(0.3));
    assertThat(percent(all, r -> r.workflow().equals("chaos-exclusive"))).isCloseTo(2, within(0.5));
    assertThat(percent(all, r -> r.workflow().equals("chaos-once"))).isCloseTo(2, within(0.5));
    assertThat(percent(all, r -> r.options().cancelAfter().isPresent())).isCloseTo(3, within(0.5));
    assertThat(percent(all, r -> r.options().delay().isPresent())).isCloseTo(3, within(0.5));
    assertThat(percent(all, r -> r.organization().equals("org-0"))).isCloseTo(50, within(1.0));
  }

  @Test
  void arrivalsDoNotDependOnAnswers() {
    assertThat(requests(1).get(59).at()).isEqualTo(Duration.ofSeconds(1));
  }

  private static Predicate<PlannedRequest> of(Share share) {
    return request -> request.share() == share;
  }

  private static double percent(List<PlannedRequest> all, Predicate<PlannedRequest> which) {
    return 100.0 * all.stream().filter(which).count() / all.size();
  }
}
