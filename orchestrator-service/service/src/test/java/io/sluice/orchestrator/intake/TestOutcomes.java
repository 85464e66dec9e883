package io.sluice.orchestrator.intake;

import io.sluice.orchestrator.redis.Continuity;
import io.sluice.queue.Attempt;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.OutcomeEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Outcomes for tests, and a completer that waits for nothing at its stop. */
final class TestOutcomes {
  private TestOutcomes() {}

  static Completer completer(ExecutionQueue queue) {
    return completer(queue, _ -> false);
  }

  static Completer completer(ExecutionQueue queue, Predicate<Attempt> isHeld) {
    return new Completer(
        queue,
        new Continuity(),
        new Completer.Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ZERO),
        isHeld,
        InstantSource.system());
  }

  static Completion result(String id) {
    return completion(id, EventKind.RESULT, "{}");
  }

  static Completion stuck(String id) {
    return completion(id, EventKind.STUCK, null);
  }

  static Completion gone(String id) {
    return new Completion(new Attempt(id, 1, 1), EventKind.GONE, new GoneEvent("w", 1, 1));
  }

  static Completion completion(String id, EventKind kind, @Nullable String result) {
    return new Completion(
        new Attempt(id, 1, 1),
        kind,
        new OutcomeEvent(
            "SUCCESS", null, null, null, result, "w", 1, 1, "thread", null, null, 0, 0, 0, null,
            null));
  }
}
