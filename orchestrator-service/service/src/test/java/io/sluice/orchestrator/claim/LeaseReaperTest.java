package io.sluice.orchestrator.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.RedisInterruptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaseReaperTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final FakeQueue queue = new FakeQueue();
  private final RedisInterruptions redisInterruptions = new RedisInterruptions();
  private final LeaseReaper reaper =
      new LeaseReaper(
          queue, redisInterruptions, Duration.ofSeconds(4), Duration.ofSeconds(15), () -> now);

  @Test
  void anExecutionIsTakenFromASilentWorkerAfterAWholeLeaseTime() {
    queue.lapsed = Map.of("a", "record");
    reaper.run();
    now = now.plusSeconds(14);
    reaper.run();
    assertThat(queue.reaped).isEmpty();

    now = now.plusSeconds(1);
    reaper.run();

    assertThat(queue.reaped).containsExactly("a");
  }

  @Test
  void anInterruptionThatSomebodyElseSawMakesItWaitAWholeLeaseTimeToo() {
    queue.lapsed = Map.of("a", "record");
    reaper.run();
    now = now.plusSeconds(15);
    redisInterruptions.interrupted();
    reaper.run();
    assertThat(queue.reaped).isEmpty();

    now = now.plusSeconds(15);
    reaper.run();

    assertThat(queue.reaped).containsExactly("a");
  }

  @Test
  void anOutageOfRedisCostsNoHealthyExecution() {
    queue.lapsed = Map.of("a", "record");
    reaper.run();
    now = now.plusSeconds(15);
    queue.away.set(1);
    reaper.run();

    reaper.run();

    assertThat(queue.reaped).isEmpty();
  }
}
