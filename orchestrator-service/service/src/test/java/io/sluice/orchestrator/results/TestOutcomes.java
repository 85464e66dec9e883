package io.sluice.orchestrator.results;

import io.sluice.orchestrator.RedisInterruptions;
import io.sluice.queue.Attempt;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.OutcomeEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Outcomes for tests, and a sender that waits for nothing at its stop. */
public final class TestOutcomes {
  private TestOutcomes() {}

  public static ResultSender sender(ResultSender.Queue queue) {
    return sender(queue, _ -> false);
  }

  public static ResultSender sender(ResultSender.Queue queue, Predicate<Attempt> isHeld) {
    return new ResultSender(
        queue,
        new RedisInterruptions(),
        new ResultSender.Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ZERO),
        isHeld,
        InstantSource.system());
  }

  public static Completion result(String id) {
    return completion(id, EventKind.RESULT, "{}");
  }

  public static Completion stuck(String id) {
    return completion(id, EventKind.STUCK, null);
  }

  public static Completion gone(String id) {
    return new Completion(new Attempt(id, 1, 1), EventKind.GONE, new GoneEvent("w", 1, 1));
  }

  public static Completion completion(String id, EventKind kind, @Nullable String result) {
    return new Completion(
        new Attempt(id, 1, 1),
        kind,
        new OutcomeEvent(
            "SUCCESS", null, null, null, result, "w", 1, 1, "thread", null, null, 0, 0, 0, null,
            null));
  }
}
