package io.sluice.orchestrator.claim;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.diagnosis.CutText;
import io.sluice.diagnosis.ErrorType;
import io.sluice.orchestrator.results.ResultSender;
import io.sluice.queue.Attempt;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.QueueAnswers.ClaimAnswer.Unreadable;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Ends claimed queue entries that this worker cannot read as FAILED with a type of their own: given
 * back, they would fail at one worker after the other. Called by the claiming thread.
 */
public final class UnreadableEntries {
  private static final Logger LOG = Logger.getLogger(UnreadableEntries.class);
  private static final int MAX_REASON = 500;

  private final ResultSender sender;
  private final String workerId;
  private final String executionModel;
  private final InstantSource clock;
  private final Counter count;

  public UnreadableEntries(
      ResultSender sender,
      String workerId,
      String executionModel,
      MeterRegistry meters,
      InstantSource clock) {
    this.sender = sender;
    this.workerId = workerId;
    this.executionModel = executionModel;
    this.clock = clock;
    this.count = meters.counter("sluice.queue.unreadable");
  }

  void setAside(Unreadable entry) {
    count.increment();
    Attempt attempt = entry.attempt();
    String reason = CutText.of(entry.reason(), MAX_REASON);
    LOG.errorf(
        "A queue entry is not readable and ends as FAILED: execution=%s reason=%s",
        attempt == null ? "unknown" : attempt.executionId(), reason);
    if (attempt != null) {
      sender.add(new Completion(attempt, EventKind.RESULT, failed(reason)));
    }
  }

  private OutcomeEvent failed(String reason) {
    return new OutcomeEvent(
        "FAILED",
        ErrorType.UNREADABLE_ENTRY.wire(),
        "Its entry in the queue cannot be read by this version of the worker: " + reason,
        null,
        null,
        workerId,
        0,
        0,
        executionModel,
        null,
        clock.instant(),
        0,
        0,
        0,
        null,
        null);
  }
}
