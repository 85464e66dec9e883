package io.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopGuardTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicInteger turns = new AtomicInteger();

  @Test
  void aLoopGoesOnAfterExceptionsAndErrors() {
    var failures =
        List.of(
            new IllegalStateException("a bug"),
            new StackOverflowError(),
            new OutOfMemoryError("unable to create native thread: possibly out of memory"));
    new LoopGuard("survivor")
        .loop(
            () -> turns.get() < 5,
            () -> {
              int turn = turns.getAndIncrement();
              if (turn < failures.size()) {
                sneak(failures.get(turn));
              }
            },
            pauses::add);

    assertThat(turns).hasValue(5);
    assertThat(pauses).hasSize(3);
    assertThat(failures("survivor")).isEqualTo(3);
    assertThat(LoopGuard.stalled()).doesNotContain("survivor");
  }

  @Test
  void theCountOfFailuresExistsBeforeTheFirstOne() {
    assertThat(new LoopGuard("fresh")).isNotNull();

    assertThat(failures("fresh")).isZero();
  }

  @Test
  void anInterruptEndsTheLoop() throws InterruptedException {
    var guard = new LoopGuard("interrupted");
    Thread thread =
        Thread.ofPlatform()
            .start(
                () ->
                    guard.loop(
                        () -> true,
                        () -> {
                          throw new InterruptedException();
                        },
                        pauses::add));

    thread.join();
    assertThat(LoopGuard.stalled()).doesNotContain("interrupted");
  }

  @Test
  void aThreadThatDiesAllTheSameStandsStill() throws InterruptedException {
    var guard = new LoopGuard("dead");
    Thread thread =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((_, _) -> {})
            .start(
                () ->
                    guard.loop(
                        () -> true,
                        () -> {
                          throw new IllegalStateException("the turn fails");
                        },
                        _ -> {
                          throw new OutOfMemoryError("and so does the pause");
                        }));

    thread.join();
    assertThat(LoopGuard.stalled()).contains("dead");
  }

  @Test
  void aPeriodicTaskThrowsNothing() {
    new LoopGuard("task")
        .guarding(
            () -> {
              throw new NoClassDefFoundError();
            })
        .run();

    assertThat(failures("task")).isEqualTo(1);
  }

  private static void sneak(Throwable failure) {
    switch (failure) {
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalArgumentException(failure);
    }
  }

  private static long failures(String loop) {
    return Objects.requireNonNull(LoopGuard.failures().get(loop)).sum();
  }
}
