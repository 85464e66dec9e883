package io.sluice.orchestrator.claim;

import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.Completion;
import io.sluice.queue.Completion.Sent;
import io.sluice.queue.LogBatch;
import io.sluice.queue.QueueAnswers.AdoptAnswer;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.QueueAnswers.CompleteAnswer;
import io.sluice.queue.QueueAnswers.Liveness;
import io.sluice.queue.QueueAnswers.ReapAnswer;
import io.sluice.queue.QueueAnswers.RenewAnswer;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisUnavailable;
import io.sluice.queue.StartRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue that answers what a test put in, and can be away for a number of calls. */
public final class FakeQueue implements ExecutionQueue {
  /** A line with this message cannot be sent. */
  public static final String CANNOT_BE_SENT = "cannot be sent";

  public final List<Completion> completed = new CopyOnWriteArrayList<>();
  public final List<Sent> resent = new CopyOnWriteArrayList<>();
  public final List<Attempt> mine = new CopyOnWriteArrayList<>();
  public final List<String> renewed = new CopyOnWriteArrayList<>();
  public volatile String generation = "g1";
  public final List<String> asked = new CopyOnWriteArrayList<>();
  public final List<String> released = new CopyOnWriteArrayList<>();
  public final List<String> adopted = new CopyOnWriteArrayList<>();
  public final List<ClaimAnswer.Unreadable> unreadable = new CopyOnWriteArrayList<>();
  public final List<Error> claimFailures = new CopyOnWriteArrayList<>();
  public final List<String> logged = new CopyOnWriteArrayList<>();
  public final List<String> reaped = new CopyOnWriteArrayList<>();
  public final Map<Attempt, Liveness> liveness = new HashMap<>();
  public final Map<String, StartAnswer> startAnswers = new ConcurrentHashMap<>();
  public final AtomicInteger claims = new AtomicInteger();
  public final AtomicInteger logCalls = new AtomicInteger();
  public final AtomicInteger away = new AtomicInteger();
  public AdoptAnswer adoptAnswer = AdoptAnswer.OK;
  public Map<String, String> lapsed = Map.of();
  private final Queue<ClaimedExecution> waiting = new ArrayDeque<>();

  public synchronized void put(ClaimedExecution execution) {
    waiting.add(execution);
  }

  private void answerOrFail() {
    if (away.getAndUpdate(calls -> Math.max(0, calls - 1)) > 0) {
      throw new RedisUnavailable(new IOException("away"));
    }
  }

  @Override
  public synchronized ClaimAnswer claim(int n) {
    claims.incrementAndGet();
    answerOrFail();
    if (!claimFailures.isEmpty()) {
      throw claimFailures.removeFirst();
    }
    var claimed = new ArrayList<ClaimedExecution>();
    while (claimed.size() < n && !waiting.isEmpty()) {
      claimed.add(waiting.remove());
    }
    var unreadableEntries = List.copyOf(unreadable);
    unreadable.clear();
    return new ClaimAnswer.Claimed("g1", claimed, unreadableEntries, List.of("0", "0", "0"));
  }

  @Override
  public void awaitWork(List<String> lastIds, Duration timeout) {
    Thread.onSpinWait();
  }

  @Override
  public List<StartAnswer> start(List<StartRequest> requests) {
    answerOrFail();
    requests.forEach(
        r ->
            asked.add(
                r.attempt().executionId()
                    + " "
                    + (r.started().permitReturned() == null ? r.permit() : "RETURNED")));
    return requests.stream().map(this::startAnswer).toList();
  }

  private StartAnswer startAnswer(StartRequest request) {
    return request.permit() == StartRequest.Permit.ASK
        ? StartAnswer.ASKED
        : startAnswers.getOrDefault(request.attempt().executionId(), StartAnswer.GO);
  }

  @Override
  public RenewAnswer renew(List<Attempt> attempts) {
    answerOrFail();
    attempts.forEach(a -> renewed.add(a.executionId()));
    return new RenewAnswer(
        generation, attempts.stream().map(a -> liveness.getOrDefault(a, Liveness.OK)).toList());
  }

  @Override
  public List<AdoptAnswer> adopt(List<ClaimedExecution> executions) {
    executions.forEach(e -> adopted.add(e.attempt().executionId()));
    return executions.stream().map(_ -> adoptAnswer).toList();
  }

  @Override
  public List<CompleteAnswer> complete(List<Completion> completions) {
    answerOrFail();
    completed.addAll(completions);
    return completions.stream()
        .map(_ -> new CompleteAnswer(CompleteAnswer.Fate.OK, "1-1"))
        .toList();
  }

  @Override
  public synchronized List<CompleteAnswer> completeAgain(List<Sent> unconfirmed) {
    answerOrFail();
    resent.addAll(unconfirmed);
    return unconfirmed.stream()
        .map(_ -> new CompleteAnswer(CompleteAnswer.Fate.UNVERIFIED, "2-2"))
        .toList();
  }

  @Override
  public List<Attempt> claimedByThisWorker() {
    answerOrFail();
    return List.copyOf(mine);
  }

  @Override
  public List<Liveness> release(QueueScripts.End end, List<Attempt> attempts) {
    attempts.forEach(a -> released.add(a.executionId() + " " + end));
    return attempts.stream().map(_ -> Liveness.OK).toList();
  }

  @Override
  public Map<String, String> lapsed(Duration age) {
    answerOrFail();
    return lapsed;
  }

  @Override
  public List<ReapAnswer> reap(Map<String, String> records) {
    reaped.addAll(records.keySet());
    return records.keySet().stream().map(_ -> ReapAnswer.REQUEUED).toList();
  }

  @Override
  public List<String> promote(int n) {
    return List.of();
  }

  public long log(List<LogBatch> batches) {
    answerOrFail();
    logCalls.incrementAndGet();
    if (batches.stream()
        .flatMap(batch -> batch.lines().stream())
        .anyMatch(line -> line.message().equals(CANNOT_BE_SENT))) {
      throw new IllegalArgumentException("it cannot be written as JSON");
    }
    batches.forEach(batch -> batch.lines().forEach(line -> logged.add(line.message())));
    return 0;
  }
}
