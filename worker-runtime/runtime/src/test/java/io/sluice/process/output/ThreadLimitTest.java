package io.sluice.process.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadLimitTest {
  private int alive;
  private final List<Integer> reached = new ArrayList<>();
  private final ThreadLimit limit = new ThreadLimit(100, () -> alive, reached::add);

  @Test
  void whatEndsItsThreadsMayCreateAsManyAsItLikes() {
    alive = 100;
    for (int number = 1; number <= 10_000; number++) {
      assertThat(limit.threadCreated()).isEqualTo(number);
    }
    assertThat(reached).isEmpty();
  }

  @Test
  void growthBeyondTheLimitIsToldOnceAndCreatesNoMore() {
    assertThatExceptionOfType(Error.class)
        .isThrownBy(
            () -> {
              while (true) {
                alive = limit.threadCreated();
              }
            })
        .withMessageContaining("more than 100 threads");
    assertThatExceptionOfType(Error.class).isThrownBy(limit::threadCreated);
    limit.check();
    assertThat(alive).isLessThan(100 + 64);
    assertThat(reached).hasSize(1);
  }

  @Test
  void aCheckFindsThreadsThatInheritedNothing() {
    alive = 101;
    limit.check();
    assertThat(reached).containsExactly(101);
  }
}
