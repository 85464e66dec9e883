package io.sluice.admin;

import static org.awaitility.Awaitility.await;

import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.StartRequest;
import io.sluice.queue.StartedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker's queue operations without processes. */
public final class TestWorker {

  private static final int RESULTS_LIMIT = 50_000;

  private final QueueScripts queue;
  private final String id;

  public TestWorker(QueueScripts queue, String id) {
    this.queue = queue;
    this.id = id;
  }

  public List<ClaimedExecution> claimUpTo(int n) {
    try {
      ClaimAnswer answer = queue.claim(id, n, RESULTS_LIMIT);
      return answer instanceof ClaimAnswer.Claimed claimed ? claimed.executions() : List.of();
    } catch (RedisRefused rebuilding) {
      return List.of();
    }
  }

  /** Claims until this execution is claimed, and releases all others. */
  public ClaimedExecution claim(String executionId) {
    return claim(executionId, () -> {});
  }

  /**
   * Claims until this delayed execution is due and claimed, and releases all others. The service
   * under test promotes it too, in any order.
   */
  public ClaimedExecution claimWhenDue(String executionId) {
    return claim(executionId, () -> queue.promote(100));
  }

  private ClaimedExecution claim(String executionId, Runnable before) {
    var found = new ArrayList<ClaimedExecution>();
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              before.run();
              for (ClaimedExecution claimed : claimUpTo(50)) {
                if (claimed.attempt().executionId().equals(executionId)) {
                  found.add(claimed);
                } else {
                  queue.release(id, QueueScripts.End.BACK, List.of(claimed.attempt()));
                }
              }
              return !found.isEmpty();
            });
    return found.getFirst();
  }

  public void start(ClaimedExecution... executions) {
    start(List.of(executions));
  }

  public void start(List<ClaimedExecution> executions) {
    var _ = start(executions, StartRequest.Permit.NONE);
  }

  /** Calls the start script and returns its answers. */
  public List<StartAnswer> start(List<ClaimedExecution> executions, StartRequest.Permit permit) {
    return queue.start(
        id,
        executions.stream()
            .map(
                each ->
                    new StartRequest(
                        each.attempt(),
                        each.body().workflowId(),
                        new StartedEvent(id, 4711, 1, "thread", Instant.now()),
                        permit))
            .toList());
  }

  public void succeed(Attempt attempt, String resultJson) {
    complete(attempt, EventKind.RESULT, outcome("SUCCESS", null, null, resultJson, null));
  }

  public void complete(Attempt attempt, EventKind kind, OutcomeEvent outcome) {
    queue.complete(id, List.of(new Completion(attempt, kind, outcome)));
  }

  public OutcomeEvent outcome(
      String status,
      @Nullable String errorType,
      @Nullable String message,
      @Nullable String resultJson,
      @Nullable String dossierJson) {
    Instant now = Instant.now();
    return outcome(status, errorType, message, resultJson, dossierJson, now, now);
  }

  /** Makes the outcome of an execution that ended some time ago. */
  public OutcomeEvent success(Instant started, Instant finished) {
    return outcome("SUCCESS", null, null, "1", null, started, finished);
  }

  private OutcomeEvent outcome(
      String status,
      @Nullable String errorType,
      @Nullable String message,
      @Nullable String resultJson,
      @Nullable String dossierJson,
      Instant started,
      Instant finished) {
    return new OutcomeEvent(
        status,
        errorType,
        message,
        errorType == null ? null : errorType + "\n\tat test.Spin.loop(Spin.java:7)",
        resultJson,
        id,
        4711,
        1,
        "thread",
        started,
        finished,
        12,
        3,
        4096,
        null,
        dossierJson);
  }
}
