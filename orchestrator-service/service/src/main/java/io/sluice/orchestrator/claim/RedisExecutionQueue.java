package io.sluice.orchestrator.claim;

import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.Completion;
import io.sluice.queue.Completion.Sent;
import io.sluice.queue.Priority;
import io.sluice.queue.QueueAnswers.AdoptAnswer;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.QueueAnswers.CompleteAnswer;
import io.sluice.queue.QueueAnswers.Liveness;
import io.sluice.queue.QueueAnswers.ReapAnswer;
import io.sluice.queue.QueueAnswers.RenewAnswer;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.StartRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Queue in Redis, under the name of this worker. Forwards to {@link QueueScripts}, which serve the
 * admin-api too, so that tests of claims can replace the queue.
 */
public final class RedisExecutionQueue implements ExecutionQueue {
  private final RedisConnection blocking;
  private final QueueKeys keys;
  private final QueueScripts scripts;
  private final String owner;
  private final int resultsLimit;

  /**
   * @param blocking separate connection for calls that wait
   * @param resultsLimit number of unrecorded results above which nothing is claimed
   */
  public RedisExecutionQueue(
      RedisConnection redis,
      RedisConnection blocking,
      QueueKeys keys,
      String owner,
      int resultsLimit) {
    this.blocking = blocking;
    this.keys = keys;
    this.scripts = new QueueScripts(redis, keys);
    this.owner = owner;
    this.resultsLimit = resultsLimit;
  }

  @Override
  public ClaimAnswer claim(int n) {
    return scripts.claim(owner, n, resultsLimit);
  }

  @Override
  public void awaitWork(List<String> lastIds, Duration timeout) {
    var arguments = new ArrayList<>(List.of("COUNT", "1", "BLOCK"));
    arguments.add(Long.toString(timeout.toMillis()));
    arguments.add("STREAMS");
    for (Priority priority : Priority.values()) {
      arguments.add(keys.stream(priority));
    }
    arguments.addAll(lastIds);
    blocking.send("XREAD", arguments);
  }

  @Override
  public List<StartAnswer> start(List<StartRequest> requests) {
    return scripts.start(owner, requests);
  }

  @Override
  public RenewAnswer renew(List<Attempt> attempts) {
    return scripts.renew(owner, attempts);
  }

  @Override
  public List<AdoptAnswer> adopt(List<ClaimedExecution> executions) {
    return scripts.adopt(owner, executions);
  }

  @Override
  public List<CompleteAnswer> complete(List<Completion> completions) {
    return scripts.complete(owner, completions);
  }

  @Override
  public List<CompleteAnswer> completeAgain(List<Sent> unconfirmed) {
    return scripts.completeAgain(owner, unconfirmed);
  }

  @Override
  public List<Attempt> claimedByThisWorker() {
    return scripts.claimedBy(owner);
  }

  @Override
  public List<Liveness> release(QueueScripts.End end, List<Attempt> attempts) {
    return scripts.release(owner, end, attempts);
  }

  @Override
  public Map<String, String> lapsed(Duration age) {
    return scripts.lapsed(age);
  }

  @Override
  public List<ReapAnswer> reap(Map<String, String> records) {
    return scripts.reap(records);
  }

  @Override
  public List<String> promote(int n) {
    return scripts.promote(n);
  }
}
