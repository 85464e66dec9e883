package io.sluice.orchestrator.intake;

import io.sluice.queue.AdoptAnswer;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimAnswer;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.CompleteAnswer;
import io.sluice.queue.Completion;
import io.sluice.queue.Liveness;
import io.sluice.queue.LogBatch;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.ReapAnswer;
import io.sluice.queue.RedisUnavailable;
import io.sluice.queue.RenewAnswer;
import io.sluice.queue.Sent;
import io.sluice.queue.StartAnswer;
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
final class FakeQueue implements ExecutionQueue {
  final List<Completion> completed = new CopyOnWriteArrayList<>();
  final List<Sent> resent = new CopyOnWriteArrayList<>();
  final List<Attempt> mine = new CopyOnWriteArrayList<>();
  final List<String> renewed = new CopyOnWriteArrayList<>();
  volatile String generation = "g1";
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> released = new CopyOnWriteArrayList<>();
  final List<String> adopted = new CopyOnWriteArrayList<>();
  final List<ClaimAnswer.Unreadable> unreadable = new CopyOnWriteArrayList<>();
  final List<Error> claimFailures = new CopyOnWriteArrayList<>();
  final List<String> logged = new CopyOnWriteArrayList<>();
  final List<String> reaped = new CopyOnWriteArrayList<>();
  final Map<Attempt, Liveness> liveness = new HashMap<>();
  final Map<String, StartAnswer> startAnswers = new ConcurrentHashMap<>();
  final AtomicInteger claims = new AtomicInteger();
  final AtomicInteger away = new AtomicInteger();
  AdoptAnswer adoptAnswer = AdoptAnswer.OK;
  Map<String, String> lapsed = Map.of();
  private final Queue<ClaimedExecution> waiting = new ArrayDeque<>();

  synchronized void put(ClaimedExecution execution) {
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
    var poison = List.copyOf(unreadable);
    unreadable.clear();
    return new ClaimAnswer.Claimed("g1", claimed, poison, List.of("0", "0", "0"));
  }

  @Override
  public void awaitWork(List<String> lastIds, Duration patience) {
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
  public List<Attempt> mine() {
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

  @Override
  public long log(LogBatch lines) {
    answerOrFail();
    lines.lines().forEach(line -> logged.add(line.message()));
    return 0;
  }
}
