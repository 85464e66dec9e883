package io.sluice.orchestrator.intake;

import io.sluice.queue.AdoptAnswer;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimAnswer;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.CompleteAnswer;
import io.sluice.queue.Completion;
import io.sluice.queue.Liveness;
import io.sluice.queue.LogBatch;
import io.sluice.queue.QueueScripts.End;
import io.sluice.queue.ReapAnswer;
import io.sluice.queue.RenewAnswer;
import io.sluice.queue.Sent;
import io.sluice.queue.StartAnswer;
import io.sluice.queue.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The queue as one worker uses it. Safe for use by many threads.
 *
 * <p>Every call may throw {@link io.sluice.queue.RedisUnavailable} (unknown whether it ran; all but
 * {@link #claim} may be repeated) or {@link io.sluice.queue.RedisRefused}.
 */
public interface ExecutionQueue {

  ClaimAnswer claim(int n);

  /**
   * Waits, at most {@code patience}, until something comes after the last ids of an empty claim.
   */
  void awaitWork(List<String> lastIds, Duration patience);

  List<StartAnswer> start(List<StartRequest> requests);

  RenewAnswer renew(List<Attempt> attempts);

  List<AdoptAnswer> adopt(List<ClaimedExecution> executions);

  List<CompleteAnswer> complete(List<Completion> completions);

  /** Sends again what the recorder has not confirmed. */
  List<CompleteAnswer> completeAgain(List<Sent> unconfirmed);

  /** What this worker has claimed, as Redis knows it. */
  List<Attempt> mine();

  List<Liveness> release(End end, List<Attempt> attempts);

  /** Records, by execution id, whose last renewal is older than {@code age}, within a bound. */
  Map<String, String> lapsed(Duration age);

  List<ReapAnswer> reap(Map<String, String> records);

  /** Moves what is due to its stream. */
  List<String> promote(int n);

  /** Adds log lines; answers how many older entries were removed because nobody takes them. */
  long log(LogBatch lines);
}
