package io.sluice.orchestrator.claim;

import io.sluice.orchestrator.results.ResultSender;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueAnswers.AdoptAnswer;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.QueueAnswers.Liveness;
import io.sluice.queue.QueueAnswers.ReapAnswer;
import io.sluice.queue.QueueAnswers.RenewAnswer;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueScripts.End;
import io.sluice.queue.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The queue from the view of one worker. Safe for use by many threads.
 *
 * <p>Every call may throw {@link io.sluice.queue.RedisUnavailable} (it is unknown whether the call
 * had an effect; all calls except {@link #claim} may be repeated) or {@link
 * io.sluice.queue.RedisRefused}.
 */
public interface ExecutionQueue extends ResultSender.Queue {

  ClaimAnswer claim(int n);

  /** Waits at most {@code timeout} for an entry after the last ids of an empty claim. */
  void awaitWork(List<String> lastIds, Duration timeout);

  List<StartAnswer> start(List<StartRequest> requests);

  RenewAnswer renew(List<Attempt> attempts);

  List<AdoptAnswer> adopt(List<ClaimedExecution> executions);

  /** Returns the attempts that this worker holds according to Redis. */
  List<Attempt> claimedByThisWorker();

  List<Liveness> release(End end, List<Attempt> attempts);

  /**
   * Returns a bounded number of lease records, by execution id, whose last renewal is older than
   * {@code age}.
   */
  Map<String, String> lapsed(Duration age);

  List<ReapAnswer> reap(Map<String, String> records);

  /** Moves due executions to their stream. */
  List<String> promote(int n);
}
