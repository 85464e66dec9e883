package io.sluice.admin.lifecycle;

import static org.awaitility.Awaitility.await;

import io.sluice.queue.RedisRefused;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final Duration CAP = Duration.ofSeconds(60);
  private final AtomicInteger turns = new AtomicInteger();

  @Test
  void aLoopGoesOnAfterAnErrorAndIsHealthyAgain() {
    var loop =
        new Loop(
            "of a test",
            () -> {
              if (turns.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return Duration.ofMillis(1);
            });
    loop.start();

    await().atMost(CAP).until(() -> turns.get() > 3 && loop.healthy());
    loop.stop();
  }

  @Test
  void aQueueThatIsBeingRebuiltIsNoFailure() {
    var loop =
        new Loop(
            "of a queue",
            () -> {
              turns.incrementAndGet();
              throw new RedisRefused("NOGROUP No such key");
            });
    loop.start();

    await().atMost(CAP).until(() -> turns.get() > 1 && loop.healthy());
    loop.stop();
  }
}
