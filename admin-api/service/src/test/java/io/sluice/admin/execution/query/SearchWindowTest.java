package io.sluice.admin.execution.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.execution.ExecutionIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SearchWindowTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Duration FAST = Duration.ofMillis(1);
  private static final Duration MUCH = Duration.ofSeconds(1);

  @Test
  void theNewestRangeHasNoUpperEndSoThatNothingNewIsMissed() {
    SearchWindow window = SearchWindow.newest(null, null, NOW);

    assertThat(window.before()).isNull();
    assertThat(window.from()).isEqualTo(id(NOW.minusSeconds(600)));
  }

  @Test
  void aPageGoesOnBeforeItsCursor() {
    UUID cursor = id(NOW.minus(Duration.ofDays(3)));

    SearchWindow window = SearchWindow.newest(null, cursor, NOW);

    assertThat(window.before()).isEqualTo(cursor);
    assertThat(window.from()).isEqualTo(id(NOW.minus(Duration.ofDays(3)).minusSeconds(600)));
  }

  @Test
  void rangesAreAdjacentAndGrowUntilTheOldestExecution() {
    var windows = new ArrayList<SearchWindow>();
    for (SearchWindow window = SearchWindow.newest(null, null, NOW);
        window != null;
        window = window.older(null, FAST, MUCH)) {
      windows.add(window);
    }

    assertThat(windows).hasSize(8);
    assertThat(windows.getLast().from()).isNull();
    for (int i = 1; i < windows.size(); i++) {
      assertThat(windows.get(i).before()).isEqualTo(windows.get(i - 1).from());
    }
  }

  @Test
  void aSearchDoesNotGoBeyondItsBegin() {
    UUID begin = id(NOW.minus(Duration.ofMinutes(20)));
    SearchWindow newest = SearchWindow.newest(begin, null, NOW);

    SearchWindow last = Objects.requireNonNull(newest.older(begin, FAST, MUCH));

    assertThat(last.from()).isEqualTo(begin);
    assertThat(last.older(begin, FAST, MUCH)).isNull();
    assertThat(SearchWindow.newest(id(NOW.minusSeconds(5)), null, NOW).from())
        .isEqualTo(id(NOW.minusSeconds(5)));
  }

  @Test
  void aRangeThatTookLongIsFollowedByOneThatFitsIntoTheTimeThatIsLeft() {
    SearchWindow newest = SearchWindow.newest(null, null, NOW);

    assertThat(length(newest, Duration.ofMillis(90))).isEqualTo(Duration.ofMinutes(20));
    assertThat(length(newest, Duration.ofMillis(-5))).isEqualTo(Duration.ofMinutes(10));
  }

  private static Duration length(SearchWindow newest, Duration left) {
    return Objects.requireNonNull(newest.older(null, Duration.ofMillis(40), left)).length();
  }

  private static UUID id(Instant at) {
    return ExecutionIds.first(at);
  }
}
